import { use } from 'react';
import { loadRivalMeasured } from '../compare/rivals';
import { loadMeasured } from '../measured/load';
import { usePlayground } from '../usePlayground';
import { openInstrument, Try } from './Try';

const percent = (share: number) => `${Math.round(100 * share)}\u00a0%`;

/** A Transformer of one pass beside an HRM of the same size: the effect of the loop. */
export function OnePass() {
  const world = usePlayground(({ board }) => board.world.id);
  // Both files are fetched before either is waited for.
  const files = [loadRivalMeasured('transformer'), loadRivalMeasured('hrm')] as const;
  const pass = use(files[0])?.segments['like-training'];
  const hrm = use(files[1])?.segments['like-training'];
  if (pass === undefined || hrm === undefined) return null;
  const same = percent(pass.exact.at(-1)!);
  return (
    <>
      a Transformer of one pass and a small HRM of the same size learned the same Sudokus for the
      same time. The Transformer solves {same} of {pass.count.toLocaleString('en')} new ones, and
      never more, however long one waits. HRM solves {percent(hrm.exact[0]!)} after one segment and{' '}
      {percent(hrm.exact.at(-1)!)} after {hrm.exact.length}.
      {world === 'sudoku' && (
        <>
          {' '}
          <Try act={openInstrument('compare')} shown="instrument">
            Put them side by side
          </Try>
          .
        </>
      )}
    </>
  );
}

/** A method that does not work on larger puzzles. */
export function LargerMazes() {
  const isMaze = usePlayground(({ board }) => board.world.id === 'maze');
  const files = [loadMeasured('maze'), loadMeasured('maze-30')] as const;
  const measured = use(files[0]);
  const taught = use(files[1])?.segments['large'];
  const { corridors: small, corridors20: wider, large } = measured?.segments ?? {};
  if (small === undefined || wider === undefined || large === undefined) return null;
  const solved = (set: typeof small) => (set.valid ?? set.exact).at(-1)!;
  const right = Math.round(large.count * solved(large));
  return (
    <>
      the maze model of this page was taught on mazes of up to 20×20 cells, and solves{' '}
      {percent(solved(small))} of new ones of 15×15 and {percent(solved(wider))} of 20×20. Of{' '}
      {large.count} mazes of 30×30 with long ways it solves {right === 0 ? 'none' : right}, however
      long it thinks. More time helps only with a method that still works.
      {isMaze && (
        <>
          {' '}
          <Try act={(state) => state.chooseModel('maze', 30)}>Give it a maze of 30×30</Try>.
        </>
      )}
      {taught !== undefined && (
        <>
          {' '}
          The same network, taught further on mazes of 25×25 and 30×30, solves{' '}
          {isMaze ? (
            <Try act={(state) => state.chooseModel('maze-30')}>{percent(solved(taught))}</Try>
          ) : (
            percent(solved(taught))
          )}{' '}
          of them.
        </>
      )}
    </>
  );
}
