import { arcPage } from './arc/page';
import { mazePage } from './maze/page';
import type { Tab } from './page-world';
import { sudokuPage } from './sudoku/page';

/** The tabs of the page, in their order; the first one is open at first. A new one is a line here. */
export const TABS: readonly [Tab, ...Tab[]] = [sudokuPage, mazePage, arcPage];
