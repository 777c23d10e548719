import { BINS } from '../../reasoning/calibration';
import { Heading } from '../article/Chapter';
import { ExportChart } from '../export/ExportChart';
import { CalibrationTable } from './CalibrationTable';
import { ReliabilityPanel } from './ReliabilityPanel';
import { calibrated, type SetShown } from './sets';
import { calibrationTable } from './tables';
import { useReading } from './useReading';
import { readCalibrationAloud, tenth } from './words';

interface Props {
  readonly sets: readonly SetShown[];
  /** Number of chains. */
  readonly numChains: number;
}

/** How reliable the Q head is: a small diagram for each set of puzzles. */
export function Reliability({ sets, numChains }: Props) {
  // Most answers are sure, and people rely on those.
  const { at, point, keys } = useReading({ min: 0, max: BINS - 1, home: BINS - 1 });
  const shown = calibrated(sets, numChains);
  if (shown.length === 0) return null;
  return (
    <>
      <Heading id="sure">Does it know when it is right?</Heading>
      <p>
        After each segment the Q head says how sure it is of the grid. That helps only if it is
        right as often as it says.
      </p>
      <figure className="wide">
        <p className="measured-moment">Where it was {tenth(at)} sure as it stopped</p>
        <div
          className="measured-sets reliability"
          role="slider"
          tabIndex={0}
          aria-label="How sure it was, where the figures are read"
          aria-valuemin={0}
          aria-valuemax={BINS - 1}
          aria-valuenow={at}
          aria-valuetext={readCalibrationAloud(shown, at)}
          {...keys}
        >
          {shown.map(({ set, calibration }) => (
            <ReliabilityPanel
              key={set.id}
              title={set.title}
              calibration={calibration}
              at={at}
              onPoint={point}
            />
          ))}
        </div>
        <CalibrationTable shown={shown} />
        <ExportChart name="Does it know when it is right" table={() => calibrationTable(shown)} />
        <figcaption>
          Across, how sure the Q head is of its answer, σ(q_halt) in percent; upward, how many of
          those answers are right, with the 95 % interval. The area of a dot is their number. On the
          diagonal it is exact; it is <em>off by</em> its mean distance from there, the expected
          calibration error. With so few answers, even an exact one would be off by the second
          figure, <em>by chance</em>.
        </figcaption>
      </figure>
    </>
  );
}
