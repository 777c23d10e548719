import type { Lesson } from '../store/lesson-state';
import { bytes, count, large } from './words';

/** The cost of a training step. */
export function StepCost({ lesson }: { readonly lesson: Lesson }) {
  const { cost, settings, parameters, stepsPerSecond } = lesson;
  const rows = [
    ['Kernel launches', count(cost.dispatches)],
    ['Floating-point operations', large(cost.flops)],
    ['Memory read and written', bytes(cost.moved)],
    ['Memory in all', bytes(cost.bytes)],
    ['of it for the gradient’s tape', bytes(cost.tapeBytes)],
    ...(stepsPerSecond === null
      ? []
      : [['Operations per second', large(cost.flops * stepsPerSecond)]]),
  ] as const;
  return (
    <details className="fold">
      <summary>What a step costs</summary>
      <dl className="facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="whisper">
        One segment of {count(settings.batch)} puzzles, its gradient and one update of{' '}
        {large(parameters)} parameters.
      </p>
    </details>
  );
}
