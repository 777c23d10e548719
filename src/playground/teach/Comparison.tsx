import type { EvalResult } from '../../worker/lesson-protocol';
import type { Comparison as Compared, Lesson } from '../store/lesson-state';
import { usePlayground } from '../usePlayground';
import { Measured } from './Measured';
import { count } from './words';

/** Enough to detect a few per cent. */
const MOST_PUZZLES = 200;
/** A multiple of an evaluation, whose size depends on the device's speed. */
const EVALS = 4;

/** The model before the lesson and now, on the same unseen puzzles. */
export function Comparison({ lesson }: { readonly lesson: Lesson }) {
  const compareLesson = usePlayground((state) => state.compareLesson);
  const evalResult = lesson.evalResults.at(-1)?.puzzles ?? 1;
  return (
    <Measured
      title="Before and after"
      promise="The whole puzzles solved, of the same unseen ones, by the model before this lesson and by the present one."
      action="Compare"
      measurement={lesson.comparison}
      onMeasure={() => compareLesson(Math.min(MOST_PUZZLES, EVALS * evalResult))}
    >
      {(compared) => <ComparisonTable compared={compared} />}
    </Measured>
  );
}

function ComparisonTable({ compared: { before, after } }: { readonly compared: Compared }) {
  const segments = shownSegments(Math.min(before.exact.length, after.exact.length));
  return (
    <div className="scroll">
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">Segments</th>
            {segments.map((segment) => (
              <th key={segment} scope="col">
                {segment}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <SolvedRow name="before" evalResult={before} segments={segments} />
          <SolvedRow name="after" evalResult={after} segments={segments} />
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  readonly name: string;
  readonly evalResult: EvalResult;
  readonly segments: readonly number[];
}

function SolvedRow({ name, evalResult, segments }: RowProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {segments.map((segment) => {
        const solved = Math.round(evalResult.exact[segment - 1]! * evalResult.puzzles);
        return (
          <td key={segment}>
            {count(solved)}
            <span className="of"> of {count(evalResult.puzzles)}</span>
          </td>
        );
      })}
    </tr>
  );
}

/** Powers of two, and the last segment. */
function shownSegments(most: number): number[] {
  const powers = Array.from({ length: 1 + Math.floor(Math.log2(most)) }, (_, power) => 2 ** power);
  return powers.at(-1) === most ? powers : [...powers, most];
}
