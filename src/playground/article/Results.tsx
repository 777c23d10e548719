import { scaleLinear } from 'd3-scale';
import { useWidth } from '../useWidth';
import { Chapter } from './Chapter';
import { BENCHMARKS, type Benchmark } from './results';

const NAMES = 118;
const VALUE = 40;
const BAR = 13;
const ROW = 21;

/** What the paper reports, beside its baselines. */
export function Results() {
  return (
    <Chapter id="results" title="What the paper reports">
      <p>
        The paper’s model has 27 million parameters and learned each benchmark from about a thousand
        examples and their views. “Direct prediction” is a Transformer of the same size that answers
        in one pass; the others are language models that reason in words. (The blog post that made
        HRM known has the figures of Sudoku and mazes the other way round.)
      </p>
      <figure className="wide">
        <ul className="benchmarks">
          {BENCHMARKS.map((benchmark) => (
            <li key={benchmark.title}>
              <Bars benchmark={benchmark} />
            </li>
          ))}
        </ul>
        <figcaption>
          Percent solved (arXiv 2506.21734, figure 1). These are not the models on this page, which
          are 27 times smaller or more and were trained on other puzzles.
        </figcaption>
      </figure>
    </Chapter>
  );
}

function Bars({ benchmark: { title, about, scores } }: { readonly benchmark: Benchmark }) {
  const [ref, width] = useWidth<SVGSVGElement>(300);
  const x = scaleLinear([0, 100], [0, Math.max(0, width - NAMES - VALUE)]);
  const spoken = scores.map(({ who, percent }) => `${who} ${percent} %`).join(', ');
  return (
    <>
      <h3>
        {title} <span>{about}</span>
      </h3>
      <svg ref={ref} height={scores.length * ROW} role="img" aria-label={`${title}: ${spoken}`}>
        {scores.map(({ who, percent }, index) => {
          const middle = index * ROW + ROW / 2;
          return (
            <g key={who} className={who === 'HRM' ? 'ours' : undefined}>
              <text x={NAMES - 8} y={middle} dy="0.35em" textAnchor="end">
                {who}
              </text>
              <rect x={NAMES} y={middle - BAR / 2} width={Math.max(1, x(percent))} height={BAR} />
              <text x={NAMES + x(percent) + 6} y={middle} dy="0.35em">
                {percent.toFixed(1)}
              </text>
            </g>
          );
        })}
      </svg>
    </>
  );
}
