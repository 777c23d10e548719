import type {
  BackendName,
  EvaluateOptions,
  OpenOptions,
  Segment,
  TeachOptions,
  TeachStep,
  ThinkOptions,
} from './api';

/** A model to open, in a form that can be sent to a worker. */
export type ModelAddress =
  | { readonly folder: string }
  | { readonly files: readonly { readonly name: string; readonly blob: Blob }[] }
  | { readonly config: object; readonly weights: Uint8Array | null };

/** Options that can be sent. */
type Plain<T> = Omit<T, 'signal' | 'onProgress' | 'onStep'>;

/** Requests to a model's worker; each has a number, which its replies repeat. */
export type Request = { readonly id: number } & (
  | {
      readonly type: 'open';
      readonly from: ModelAddress;
      readonly backend: BackendName;
      readonly settings?: OpenOptions['settings'];
      readonly side?: OpenOptions['side'];
    }
  | {
      readonly type: 'think';
      readonly puzzle: string | Uint8Array;
      readonly options: ThinkOptions;
    }
  | { readonly type: 'evaluate'; readonly options: Plain<EvaluateOptions> }
  | { readonly type: 'teach'; readonly options: Plain<TeachOptions> }
  | { readonly type: 'save'; readonly dtype: 'F32' | 'F16' }
  /** Cancels the request of this number. */
  | { readonly type: 'cancel' }
);

export interface Opened {
  readonly config: Readonly<Record<string, unknown>>;
  readonly parameters: number;
  readonly backend: string;
}

export type Reply = { readonly id: number } & (
  | { readonly type: 'progress'; readonly done: number; readonly all: number }
  | { readonly type: 'segment'; readonly segment: Segment }
  | { readonly type: 'step'; readonly step: TeachStep }
  /** The last reply of a request. */
  | { readonly type: 'done'; readonly value: unknown }
  | { readonly type: 'failed'; readonly message: string }
);

/** One end of the connection between a page and a worker. */
export interface Line<Out, In> {
  send(message: Out, transfer?: readonly ArrayBuffer[]): void;
  hear(listener: (message: In) => void): void;
}
