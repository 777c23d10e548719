import { plural } from '../../puzzles/plural';
import { depthTicks } from './depth-geometry';
import { deepest, solvedAfter, type SetShown } from './sets';
import { withBounds } from './words';

/** The figures of the charts, for screen readers. */
export function FigureTable({ sets }: { readonly sets: readonly SetShown[] }) {
  const ticks = depthTicks(deepest(sets));
  const rows = sets.flatMap((set) => [set.one, ...set.wide].map((depth) => ({ set, depth })));
  return (
    <div className="unseen">
      <table>
        <caption>Share of unseen puzzles solved, with 95 % intervals</caption>
        <thead>
          <tr>
            <th scope="col">Puzzles</th>
            {ticks.map((tick) => (
              <th key={tick} scope="col">
                {plural(tick, 'segment')}
              </th>
            ))}
            <th scope="col">Where it stops by itself, mean segments</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ set, depth }) => (
            <tr key={`${set.id} ${depth.chains}`}>
              <th scope="row">
                {set.title}, {depth.count} puzzles, {plural(depth.chains, 'chain')}
              </th>
              {ticks.map((tick) => (
                <td key={tick}>{withBounds(solvedAfter(depth, tick))}</td>
              ))}
              <td>
                {withBounds(depth.stop)} after {depth.stop.segments.toFixed(2)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
