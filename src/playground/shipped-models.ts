import type { HrmConfig } from '../hrm/config';
import { titlesOf } from './model-titles';
import { shippedFor, sourceOf, type ShippedEntry } from './shipped-files';
import type { ModelChoice } from './store/model';
import { boardOfConfig } from './worlds/board-of';
import type { Board, Tab } from './worlds/page-world';

type Puzzle = NonNullable<HrmConfig['puzzle']>;

/**
 * The models shipped for the worlds among the tabs, in the order of the tabs.
 * @throws Error if there is none for the first
 */
export function shippedModels(tabs: readonly Tab[]): readonly [ModelChoice, ...ModelChoice[]] {
  const entries = tabs.flatMap(({ id }) => shippedFor(id));
  const boards = entries.map(({ board }) => boardOfConfig(tabs, board));
  const titles = titlesOf(entries.map(({ folder }, at) => ({ folder, board: boards[at]! })));
  const models = entries.map((entry, at) => choiceOf(entry, boards[at]!, titles[at]!));
  const [first, ...others] = models;
  if (first === undefined || first.board.world !== tabs[0])
    throw new Error(`No model is shipped for ${tabs[0]?.id}.`);
  return [first, ...others];
}

function choiceOf(entry: ShippedEntry, board: Board, title: string): ModelChoice {
  const { folder, any_size: anySize, bytes } = entry;
  const puzzle: Pick<Puzzle, 'width' | 'sides'> = entry.board.puzzle;
  const size = { board, anySize, sides: puzzle.sides ?? [board.side] };
  return { id: folder, title, origin: 'shipped', source: sourceOf(entry), ...size, bytes };
}
