import { line } from 'd3-shape';
import { Heading } from '../article/Chapter';
import { AxisTicks } from '../charts/AxisTicks';
import { ExportChart } from '../export/ExportChart';
import { useWidth } from '../useWidth';
import { KeyLine } from './CurveKey';
import { ShareGrid } from './ShareGrid';
import { depthScales, depthTicks, sharePath, type DepthScales } from './depth-geometry';
import { frameWithin } from './frame';
import { savingOf, type Saving } from './halting';
import type { Depth, SetShown } from './sets';
import { haltingTable } from './tables';
import { percent } from './words';

const HEIGHT = 132;
const MARGIN = { top: 10, right: 8, bottom: 22, left: 28 };

interface Props {
  readonly sets: readonly SetShown[];
  /** The ACT limit, in segments. */
  readonly limit: number;
}

/** The effect of halting: accuracy over the mean number of segments (the paper's Fig. 5). */
export function Halting({ sets, limit }: Props) {
  const shown = sets.flatMap((set) => {
    const saving = savingOf(set.one, limit);
    return saving === null ? [] : [{ set, saving }];
  });
  if (shown.length === 0) return null;
  return (
    <>
      <Heading id="saved">What does halting save?</Heading>
      <p>
        There are two ways to reach the same share of puzzles: to give each of them the same number
        of segments, or to let the Q head halt each thought. Then easy puzzles take few segments,
        and only hard ones take many.
      </p>
      <figure className="wide">
        <p className="measured-key" aria-hidden="true">
          <KeyLine kind="" text="halts by itself, under a limit of 1, 2, … segments" />
          <KeyLine kind="faint" text="the same number for every puzzle" />
        </p>
        <div className="measured-sets">
          {shown.map(({ set, saving }) => (
            <HaltingPanel key={set.id} set={set} saving={saving} />
          ))}
        </div>
        <ExportChart
          name="What halting saves"
          table={() => haltingTable(shown.map(({ set }) => set))}
        />
        <figcaption>
          Across, the segments a puzzle takes on average; upward, percent of unseen puzzles solved.
          The ring is the ACT limit set above, as far as it was measured.
        </figcaption>
      </figure>
    </>
  );
}

function HaltingPanel({ set, saving }: { readonly set: SetShown; readonly saving: Saving }) {
  const [ref, width] = useWidth<SVGSVGElement>(130);
  const { solved } = set.one;
  const frame = frameWithin(width, HEIGHT, MARGIN);
  const scales = depthScales(solved.length, frame);
  return (
    <div className="measured-set halting-set">
      <p className="measured-title">
        <b>{set.title}</b>
      </p>
      <svg ref={ref} className="chart" height={HEIGHT} role="img" aria-label={savingWords(saving)}>
        <ShareGrid frame={frame} y={scales.y} />
        <AxisTicks ticks={depthTicks(solved.length)} x={scales.x} y={HEIGHT - 6} />
        <path className="curve right faint" d={sharePath(solved, scales)} />
        <path className="curve right" d={haltingPath(set.one.byLimit, scales)} />
        <circle
          className="measured-stop"
          cx={scales.x(saving.segments)}
          cy={scales.y(saving.share)}
          r={4}
        />
      </svg>
      <p>{savingWords(saving)}</p>
    </div>
  );
}

function haltingPath(byLimit: Depth['byLimit'], { x, y }: DepthScales): string {
  const path = line<Depth['byLimit'][number]>(
    ({ segments }) => x(segments),
    ({ share }) => y(share),
  );
  return path.digits(1)(byLimit) ?? '';
}

/** One set in a sentence: 98 % in 2.9 segments; without halting 6. */
function savingWords({ segments, share, fixed }: Saving): string {
  const without =
    fixed === null ? 'no number of segments for all solves as many' : `without halting ${fixed}`;
  return `${percent(share)} in ${segments.toFixed(1)} segments; ${without}`;
}
