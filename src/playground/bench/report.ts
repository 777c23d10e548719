import type { Work, WorkFigures } from '../../bench/measure';
import type { TrainingKind } from '../../compute/training-ops';
import type { Device } from '../../worker/bench-protocol';

/** One thing to measure. */
export interface Job {
  readonly backend: TrainingKind;
  readonly model: string;
  /** Keys of a config.json; weights are random. */
  readonly config: unknown;
  readonly of: Work;
  readonly batch: number;
}

/** The result of a job: figures, or why there are none. */
export interface Result {
  readonly backend: TrainingKind;
  readonly model: string;
  readonly of: Work;
  readonly batch: number;
  readonly figures: WorkFigures | null;
  readonly why: string | null;
}

/** All measurements, in the form to share. */
export interface Report {
  readonly browser: string;
  readonly threads: number;
  readonly devices: Readonly<Partial<Record<TrainingKind, Device>>>;
  readonly results: readonly Result[];
}

export const EMPTY_REPORT: Report = {
  browser: navigator.userAgent,
  threads: navigator.hardwareConcurrency,
  devices: {},
  results: [],
};

/** Every combination; those of one backend and model are adjacent. */
export function jobsOf(chosen: {
  readonly backends: readonly TrainingKind[];
  readonly models: readonly (readonly [name: string, config: unknown])[];
  readonly work: readonly Work[];
  readonly batches: readonly number[];
}): Job[] {
  const { backends, models, work, batches } = chosen;
  return backends.flatMap((backend) =>
    models.flatMap(([model, config]) =>
      work.flatMap((of) => batches.map((batch) => ({ backend, model, config, of, batch }))),
    ),
  );
}

/** A number with three significant digits, in full. */
export function figure(value: number | null): string {
  if (value === null) return '–';
  if (value === 0) return '0';
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(digits, 6));
}

export function percent(share: number | null): string {
  return share === null ? '–' : `${(100 * share).toFixed(0)} %`;
}
