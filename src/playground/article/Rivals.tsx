import { use } from 'react';
import { segmentOperations } from '../../hrm/cost';
import { parameterCount } from '../../hrm/parameters';
import type { Measured } from '../../reasoning/measured';
import { loadRivalMeasured, rivalsFor } from '../compare/rivals';
import { inMillions, titleOf } from '../compare/words';
import { openInstrument, Try } from './Try';
import '../styles/teach/figures.css';

const IN_WORDS = ['No', 'One', 'Two', 'Three', 'Four', 'Five'];

/** The shipped rivals have this many cells. */
const CELLS = 81;
const RIVALS = rivalsFor('sudoku', CELLS);
const COUNT = IN_WORDS[RIVALS.length] ?? RIVALS.length;

/** The results of the shipped rivals, with a link to compare them. */
export default function Rivals() {
  const measured = use(allMeasured());
  const first = measured.find((each) => each !== null);
  if (first === undefined || first === null) return null;
  const sets = Object.keys(first.segments);
  return (
    <>
      <p>
        On this page it can be tried. {COUNT} small models learned the same {EXAMPLES} Sudokus, each
        for as many steps as one processor core takes in eighteen minutes. Whole puzzles solved
        after sixteen segments, of {first.segments[sets[0]!]!.count.toLocaleString('en')} unseen
        ones each:
      </p>
      <div className="scroll" tabIndex={0} role="region" aria-label="What the small models came to">
        <table className="figures rivals">
          <thead>
            <tr>
              <th scope="col">Model</th>
              <th scope="col">Parameters</th>
              <th scope="col">Operations</th>
              {sets.map((set) => (
                <th key={set} scope="col">
                  {first.sets?.[set]?.title ?? set}
                </th>
              ))}
              <th scope="col">Directions</th>
            </tr>
          </thead>
          <tbody>
            {RIVALS.map(({ id, config }, index) => (
              <tr key={id}>
                <th scope="row">{titleOf(config)}</th>
                <td>{inMillions(parameterCount(config))}</td>
                <td>{inMillions(segmentOperations(config))}</td>
                {sets.map((set) => {
                  const found = measured[index]?.segments[set];
                  const others = otherSeeds(measured[index]?.seeds, set);
                  return (
                    <td key={set}>
                      {found === undefined ? '' : share(found.exact.at(-1)!)}
                      {found?.exact_95 && (
                        <span className="of"> {interval(found.exact_95.at(-1)!)}</span>
                      )}
                      {others !== '' && <div className="of">also {others}</div>}
                    </td>
                  );
                })}
                <td>{directions(measured[index]?.inside)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>
        Small differences are chance: below the results of one seed (with the 95 % interval) stand
        those of others. The puzzles with 28–33 givens are sparser than any they learned from.
        Operations are those of a segment. The last column is the participation ratio over 100
        puzzles of the first kind: how many directions the states use, slow and fast where there are
        two. None of these models has a state that stands out.{' '}
        <Try act={openInstrument('compare')} shown="instrument">
          Let them think side by side
        </Try>{' '}
        about the puzzle on the board, or teach smaller ones from scratch there.
      </p>
    </>
  );
}

/** Number of puzzles in the training set, which is used with all symmetries. */
const EXAMPLES = '60,000';

/** What models of other seeds solved of a set, as "92, 93 %"; empty if there are none. */
function otherSeeds(seeds: Measured['seeds'] = {}, set: string): string {
  const shares = Object.values(seeds).flatMap((each) => each[set] ?? []);
  const percents = shares.map(({ exact }) => (100 * exact).toFixed(0)).join(', ');
  return percents && `${percents} %`;
}

/** Participation ratios of the slow and the fast state, or of the only state. */
function directions(inside: Measured['inside']): string {
  const last = inside?.participation.at(-1);
  if (last === undefined) return '';
  const { H, L } = last;
  return L === undefined ? H.toFixed(1) : `${H.toFixed(1)}, ${L.toFixed(1)}`;
}

const share = (value: number) => `${(100 * value).toFixed(1)} %`;
const interval = ([low, high]: readonly [number, number]) =>
  `(${(100 * low).toFixed(0)}–${(100 * high).toFixed(0)})`;

let all: Promise<Awaited<ReturnType<typeof loadRivalMeasured>>[]> | null = null;

/** The figures of all rivals, in their order; fetched once. */
function allMeasured() {
  all ??= Promise.all(RIVALS.map(({ id }) => loadRivalMeasured(id)));
  return all;
}
