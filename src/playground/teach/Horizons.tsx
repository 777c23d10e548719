import type { HorizonRow } from '../../worker/lesson-protocol';
import type { Lesson } from '../store/lesson-state';
import { usePlayground } from '../usePlayground';
import { Measured } from './Measured';
import { bytes, figure } from './words';

/** What the one-step gradient of the paper saves, and what it gives up. */
export function Horizons({ lesson }: { readonly lesson: Lesson }) {
  const measureHorizons = usePlayground((state) => state.measureHorizons);
  return (
    <Measured
      title="Gradient horizon"
      promise="The gradient need not pass through the whole thought: the paper lets it through the last application of each module alone, which keeps memory constant but only points roughly where the whole gradient would. Here is how roughly."
      action="Measure"
      measurement={lesson.horizons}
      onMeasure={measureHorizons}
    >
      {(rows) => <HorizonTable rows={rows} chosen={lesson.settings.horizon} />}
    </Measured>
  );
}

interface Props {
  readonly rows: readonly HorizonRow[];
  readonly chosen: number;
}

function HorizonTable({ rows, chosen }: Props) {
  if (rows.length === 1) {
    return (
      <p className="whisper">
        A segment of this small model applies each module once, so the one step is all there is: the
        gradient is exact, and takes {bytes(rows[0]!.tapeBytes)}.
      </p>
    );
  }
  return (
    <div className="scroll">
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">Applications</th>
            <th scope="col">Memory</th>
            <th scope="col">Time</th>
            <th scope="col" colSpan={2}>
              Cosine to the whole gradient
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ horizon, tapeBytes, milliseconds, cosine }) => (
            <tr key={horizon}>
              <th scope="row">
                {horizon}
                {horizon === 2 && ' (paper)'}
                {horizon === chosen && <span className="of"> this lesson</span>}
              </th>
              <td>{bytes(tapeBytes)}</td>
              <td>{figure(Number(milliseconds.toPrecision(2)))} ms</td>
              <td>{cosine.toFixed(2).replace('-', '−')}</td>
              <td aria-hidden="true">
                <span className="bar" style={{ width: `${72 * Math.max(0, cosine)}px` }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
