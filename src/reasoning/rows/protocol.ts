import type { HrmModel, HrmWeights } from '../../hrm/parameters';
import type { Carry, SegmentResult } from '../../hrm/session';

/** What a helper is asked to do with its rows of a batch. It answers every command, in their order. */
export type HelperCommand =
  | { readonly type: 'open'; readonly model: HrmModel; readonly rows: number }
  | {
      readonly type: 'begin';
      readonly tokens: Uint32Array;
      readonly identifiers: Uint32Array;
      /** Of random starts, as `HrmSession.begin` takes them. */
      readonly seeds?: readonly number[] | undefined;
    }
  | { readonly type: 'replace-carry'; readonly carry: Carry }
  | { readonly type: 'replace-weights'; readonly weights: HrmWeights }
  | { readonly type: 'segment' };

/** States and predictions of its rows, where the command was about them. */
export interface HelperResult {
  readonly carry?: Carry;
  readonly segment?: SegmentResult;
}

export type HelperReply =
  | ({ readonly type: 'done' } & HelperResult)
  | { readonly type: 'failed'; readonly message: string };

/** A thread that holds rows, as seen by the one that gives them to it. */
export interface Helper {
  send(command: HelperCommand): void;
  /** @param hear is told every reply, @param died why it came to an end by itself */
  listen(hear: (reply: HelperReply) => void, died: (why: string) => void): void;
  end(): void;
}

/** Threads beside this one. */
export interface Helpers {
  /** Threads worth using, this one among them; 1 once a helper has failed. */
  threads: number;
  /** @throws Error where none can be started */
  start(): Helper;
}
