import { useState } from 'react';
import { layerPasses } from '../../hrm/schedule';
import type { EntrantFacts, Reading } from '../../worker/experiment-protocol';
import { AxisTicks } from '../charts/AxisTicks';
import { OneOf } from '../controls/OneOf';
import { ExportChart } from '../export/ExportChart';
import { ShareGrid } from '../measured/ShareGrid';
import { frameWithin } from '../measured/frame';
import { count, large } from '../teach/words';
import { useWidth } from '../useWidth';
import { Mark } from './Mark';
import { BASES, placesOf, racePath, raceScales, reached, type Basis } from './race';

const HEIGHT = 190;
const MARGIN = { top: 12, right: 12, bottom: 24, left: 34 };

const BASIS_WORDS: Readonly<Record<Basis, string>> = {
  steps: 'by steps',
  operations: 'by operations',
};

interface Props {
  readonly title: string;
  /** In the order of `facts`. */
  readonly labels: readonly string[];
  readonly facts: readonly EntrantFacts[];
  readonly readings: ReadonlyMap<string, readonly Reading[]>;
  readonly steps: number;
}

/** How the models of an experiment learn: unseen puzzles solved, by steps or by their cost. */
export function Race({ title, labels, facts, readings, steps }: Props) {
  const [basis, setBasis] = useState<Basis>('steps');
  const [ref, width] = useWidth<SVGSVGElement>(400);
  const frame = frameWithin(width, HEIGHT, MARGIN);
  const scales = raceScales(facts, steps, basis, frame);
  const ticks = scales.x.ticks(4);
  return (
    <figure className="compare-curves race">
      <figcaption>
        Unseen puzzles solved whole, in %{' '}
        <OneOf
          label="Compare"
          options={BASES}
          value={basis}
          as={(each) => ({ shown: BASIS_WORDS[each] })}
          onChoose={setBasis}
        />
      </figcaption>
      <svg ref={ref} className="chart still" height={HEIGHT} aria-hidden="true">
        <ShareGrid frame={frame} y={scales.y} />
        <AxisTicks
          ticks={ticks}
          x={scales.x}
          y={HEIGHT - 6}
          labelOf={(tick) => shortNumber(tick)}
        />
        {facts.map((each, index) => (
          <g key={each.id} className={`rival-${index}`}>
            <path d={racePath(placesOf(readings.get(each.id) ?? [], each, basis), scales)} />
          </g>
        ))}
      </svg>
      <div className="scroll" tabIndex={0} role="region" aria-label={`Figures: ${title}`}>
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">model</th>
              <th scope="col">parameters</th>
              <th scope="col">layer passes</th>
              <th scope="col">operations a step</th>
              <th scope="col">step</th>
              <th scope="col">solved</th>
              <th scope="col" className="of">
                95 % interval
              </th>
            </tr>
          </thead>
          <tbody>
            {facts.map((each, index) => {
              const read = readings.get(each.id) ?? [];
              const now = reached(read);
              return (
                <tr key={each.id}>
                  <th scope="row">
                    <Mark index={index} />
                    {labels[index]}
                  </th>
                  <td>{count(each.parameters)}</td>
                  <td>{layerPasses(each.config)}</td>
                  <td>{large(each.stepFlops)}</td>
                  <td>{count(read.at(-1)?.evalResult.step ?? 0)}</td>
                  <td>{now === null ? '' : percent(now.share)}</td>
                  <td className="of">
                    {now !== null && `${percent(now.bounds[0])} to ${percent(now.bounds[1])}`}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p className="whisper">
        One run from one seed. Another seed gives other curves; try one before you believe a small
        difference.
      </p>
      <ExportChart
        name={title}
        table={() => ({
          columns: ['model', 'step', 'operations', 'loss', 'segments', 'exact', 'puzzles'],
          rows: facts.flatMap((each, index) =>
            (readings.get(each.id) ?? []).map(({ loss, evalResult }) => [
              labels[index]!,
              evalResult.step,
              evalResult.step * each.stepFlops,
              loss,
              evalResult.exact.length,
              evalResult.exact.at(-1) ?? 0,
              evalResult.puzzles,
            ]),
          ),
        })}
      />
    </figure>
  );
}

const percent = (share: number) => `${(100 * share).toFixed(0)} %`;

/** 500, 1,500, 20 G: short numbers for an axis. */
function shortNumber(value: number): string {
  const units = ['', '', 'M', 'G', 'T', 'P'];
  const power = value < 1e6 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
  const digits = (value / 1000 ** power).toLocaleString('en', { maximumFractionDigits: 1 });
  return `${digits} ${units[power]}`.trim();
}
