import type { HrmModel, HrmWeights } from '../../hrm/parameters';
import type { Carry, SegmentResult } from '../../hrm/session';

/** The commands to a helper about its rows of a batch. It answers every command, in order. */
export type HelperCommand =
  | { readonly type: 'open'; readonly model: HrmModel; readonly rows: number }
  | {
      readonly type: 'begin';
      readonly tokens: Uint32Array;
      readonly identifiers: Uint32Array;
      /** Seeds of random starts, as in `HrmSession.begin`. */
      readonly seeds?: readonly number[] | undefined;
    }
  | { readonly type: 'replace-carry'; readonly carry: Carry }
  | { readonly type: 'replace-weights'; readonly weights: HrmWeights }
  | { readonly type: 'segment' };

/** States and predictions of its rows, if the command asks for them. */
export interface HelperResult {
  readonly carry?: Carry;
  readonly segment?: SegmentResult;
}

export type HelperReply =
  | ({ readonly type: 'done' } & HelperResult)
  | { readonly type: 'failed'; readonly message: string };

/** A helper thread, as seen by the thread that sends it rows. */
export interface Helper {
  send(command: HelperCommand): void;
  /** @param hear gets every reply, @param died gets the reason if the thread ends by itself */
  listen(hear: (reply: HelperReply) => void, died: (why: string) => void): void;
  end(): void;
}

/** The helper threads. */
export interface Helpers {
  /** Number of threads worth using, including this one; 1 after a helper has failed. */
  threads: number;
  /** @throws Error if none can be started */
  start(): Helper;
}
