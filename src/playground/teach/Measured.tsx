import type { ReactNode } from 'react';
import type { Measurement } from '../store/lesson-state';
import { count } from './words';

interface Props<T> {
  readonly title: string;
  /** A description of the measurement, shown before it. */
  readonly promise: string;
  readonly action: string;
  readonly measurement: Measurement<T>;
  onMeasure(): void;
  children(value: T): ReactNode;
}

/** A measurement on request: folded, with a button, then with its figures. */
export function Measured<T>({ title, promise, action, measurement, ...rest }: Props<T>) {
  const { onMeasure, children } = rest;
  const atWork = measurement.at === 'work';
  return (
    <details className="fold">
      <summary>{title}</summary>
      <p className="whisper">{promise}</p>
      {measurement.at === 'hand' && (
        <>
          {children(measurement.value)}
          <p className="whisper">Measured at step {count(measurement.step)}.</p>
        </>
      )}
      <button type="button" className="button" disabled={atWork} onClick={onMeasure}>
        {atWork ? 'Measuring…' : measurement.at === 'hand' ? 'Measure again' : action}
      </button>
    </details>
  );
}
