import { scaleLinear } from 'd3-scale';
import { useWidth } from '../useWidth';
import { Chapter } from './Chapter';
import { openInstrument, Try } from './Try';
import { BENCHMARKS, type Benchmark } from './results';

const NAMES = 118;
const VALUE = 40;
const BAR = 13;
const ROW = 21;

/** The paper's results, beside its baselines. */
export function Results() {
  return (
    <Chapter id="results">
      <p>
        The paper’s model has 27 million parameters. It learned each benchmark from about a thousand
        examples and their views, without any text, and solves 40.3 % of ARC-AGI-1, 55.0 % of
        Sudoku-Extreme and 74.5 % of Maze-Hard. (The blog post that made HRM known gives the last
        two the other way round.) “Direct prediction” is a Transformer of the same size that answers
        in one pass; the others are language models that reason in words.
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
      <p>
        How good the model at work is can be measured here, on new puzzles or on your own list:{' '}
        <Try act={openInstrument('evaluate')} shown="instrument">
          take its measure
        </Try>
        .
      </p>
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
