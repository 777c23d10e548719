import { arcPage } from './arc';
import { mazePage } from './maze/page';
import type { Tab } from './page-world';
import { sudokuPage } from './sudoku/page';

/**
 * The tabs of the page, in their order; the first one is open at first. A new one is a line here:
 * a world with boards (`./sudoku`), or a part of the page with a state of its own, loaded when it is
 * opened (`./arc`).
 */
export const TABS: readonly [Tab, ...Tab[]] = [sudokuPage, mazePage, arcPage];
