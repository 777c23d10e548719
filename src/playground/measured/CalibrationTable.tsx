import type { Calibrated } from './sets';
import { offBy, percent, range } from './words';

/** The figures of the diagrams, for screen readers. */
export function CalibrationTable({ shown }: { readonly shown: readonly Calibrated[] }) {
  return (
    <div className="unseen">
      <table>
        <caption>How sure the Q head was where it stopped, and how many answers were right</caption>
        <thead>
          <tr>
            <th scope="col">Puzzles</th>
            <th scope="col">How sure</th>
            <th scope="col">Answers</th>
            <th scope="col">Said on average</th>
            <th scope="col">Right</th>
          </tr>
        </thead>
        <tbody>
          {shown.flatMap(({ set, calibration }) => {
            const name = `${set.title}, ${offBy(calibration)}`;
            return calibration.bins.map((bin) => (
              <tr key={`${set.id} ${bin.from}`}>
                <th scope="row">{name}</th>
                <td>{range(bin)}</td>
                <td>{bin.count}</td>
                <td>{percent(bin.predicted)}</td>
                <td>{percent(bin.right)}</td>
              </tr>
            ));
          })}
        </tbody>
      </table>
    </div>
  );
}
