import { arcPage } from './arc/page';
import { mazePage } from './maze/page';
import type { Tab } from './page-world';
import { sudokuPage } from './sudoku/page';

/**
 * The tabs of the page, in order; the first one is open at the start. To add one, add a line here.
 */
export const TABS: readonly [Tab, ...Tab[]] = [sudokuPage, mazePage, arcPage];
