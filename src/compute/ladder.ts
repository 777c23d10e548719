import type { Backend, BackendKind } from './backend';
import { messageOf } from './message-of';
import { isOwnFault } from './own-fault';

/** A backend that may be opened, and how. */
export interface Rung<B extends Backend = Backend> {
  readonly kind: BackendKind;
  /** Its name on the page. */
  readonly label: string;
  /** Whether it is used only if it is asked for by name. */
  readonly byNameOnly?: boolean;
  /**
   * @param byHand whether a person chose it; a backend that is slower than the next is then allowed
   * @throws Error saying in a sentence why it cannot be used here
   */
  open(byHand: boolean): Promise<B>;
}

/** Which backend was opened, and why. */
export interface BackendReport {
  readonly kind: BackendKind;
  readonly description: string;
  /** Why this one, if another was asked for or would be faster; else `null`. */
  readonly reason: string | null;
  /** Every backend, with the reason if it cannot be used here. */
  readonly available: Readonly<Record<BackendKind, string | null>>;
  /** The better backend that failed and may be tried again; else `null`. */
  readonly better: BackendKind | null;
}

/** An open backend and what was prepared on it. */
export interface Footing<B extends Backend, T> {
  readonly backend: B;
  readonly prepared: T;
  readonly report: BackendReport;
}

/** Work that can move from one backend to another. */
export interface Job<B extends Backend, T, R> {
  prepare(backend: B): Promise<T>;
  /** Does the work, or the rest of it. */
  attempt(footing: Footing<B, T>): Promise<R>;
  /** Is called when a backend has failed and another attempt follows. */
  again?(reason: string): void;
  /**
   * How far the work has come, if the next attempt continues from there; without it each starts
   * again.
   */
  progress?(): number;
  readonly signal?: AbortSignal;
}

/** A backend that works, but is slower than the next one: `auto` skips it. */
export class SlowBackendError extends Error {
  override name = 'SlowBackendError';
}

/** This backend does not exist here, and asking again will not help. */
export class AbsentError extends Error {
  override name = 'AbsentError';
}

/** The device was lost while it was opened and tried; it may open again. */
export class LostError extends Error {
  override name = 'LostError';
}

/** The opening was aborted, because something else is wanted now. */
export class AbandonedError extends Error {
  override name = 'AbandonedError';
}

/**
 * A lost device may come back, so it is opened again. The backend is given up if its device is lost,
 * or does not open after a loss, `TRIES` times within a minute.
 */
const TRIES = 3;
const MINUTE = 60_000;

/**
 * The backends that can be used, best first, and what is known of each. A lost device is opened
 * again, also if that fails at first, until it has been lost or has not opened three times within a
 * minute. After any other failure, in opening, preparing or at work, the next backend is used,
 * because the first would fail the same way again.
 */
export class Ladder<B extends Backend = Backend> {
  /** Why a backend is not tried: it cannot be used here, or it failed. */
  readonly #unusable = new Map<BackendKind, string>();
  readonly #failed = new Map<BackendKind, string>();
  /** The unusable backends that do not exist here. */
  readonly #absent = new Set<BackendKind>();
  /** When devices were lost. */
  readonly #losses = new Map<BackendKind, number[]>();

  constructor(
    private readonly rungs: readonly Rung<B>[],
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Forgets every failure, because a person asked to try again. */
  forgive(): void {
    for (const memory of [this.#unusable, this.#failed, this.#absent, this.#losses]) memory.clear();
  }

  /** Forgets what failed with one model: another may fit. Faults of a device are remembered. */
  forgiveWork(): void {
    this.#failed.clear();
  }

  /** Whether another backend than this one may be tried. */
  hasOtherThan(kind: BackendKind): boolean {
    return this.rungs.some(
      (rung) =>
        rung.kind !== kind &&
        !rung.byNameOnly &&
        !this.#unusable.has(rung.kind) &&
        !this.#failed.has(rung.kind),
    );
  }

  /**
   * Notes that a backend failed.
   * @param lost whether its device is lost, or has not opened again after that, and may yet open
   */
  blame(kind: BackendKind, why: string, lost: boolean): void {
    if (lost) this.#losses.set(kind, [...this.#recentLosses(kind), this.now()]);
    else this.#failed.set(kind, why);
    if (this.#recentLosses(kind).length >= TRIES) {
      const often = `${TRIES} times within a minute`;
      this.#failed.set(kind, `its device was lost or did not open ${often}, at last: ${why}`);
    }
  }

  /**
   * Opens the backend wanted, or the best one, and prepares what is needed on it. If either fails,
   * it tries the next one.
   * @param signal aborts the opening; a backend that opens after that is disposed of
   * @throws AbandonedError when aborted
   * @throws Error when no backend can be used, with every reason
   */
  async climb<T>(
    wanted: BackendKind | 'auto',
    prepare: (backend: B) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<Footing<B, T>> {
    const first = this.rungs.filter(({ kind }) => kind === wanted);
    const others = this.rungs.filter((rung) => rung.kind !== wanted && !rung.byNameOnly);
    const order = [...first, ...others];
    const before = new Map(this.#failed);
    const slow = new Map<BackendKind, string>();
    for (const rung of order) {
      const { kind } = rung;
      while (!this.#unusable.has(kind) && !this.#failed.has(kind) && !slow.has(kind)) {
        const opening = rung.open(kind === wanted);
        let backend: B | null = null;
        try {
          backend = await orAbandoned(opening, signal);
          const prepared = await orAbandoned(prepare(backend), signal);
          return { backend, prepared, report: this.#report(backend, wanted, order, slow) };
        } catch (error) {
          const lost = backend !== null && !signal?.aborted && (await isLost(backend));
          if (backend !== null) backend.dispose();
          else void opening.then((late) => late.dispose()).catch(() => undefined);
          if (signal?.aborted) throw new AbandonedError('Something else is wanted by now.');
          if (isOwnFault(error)) throw error;
          const why = messageOf(error);
          // After a driver reset, it may take a while until there is an adapter again.
          const isReturning = backend === null && this.#recentLosses(kind).length > 0;
          const mayReturn = lost || isReturning || error instanceof LostError;
          if (error instanceof SlowBackendError) slow.set(kind, why);
          else if (backend !== null || mayReturn) this.blame(kind, why, mayReturn);
          else {
            this.#unusable.set(kind, why);
            if (error instanceof AbsentError) this.#absent.add(kind);
          }
        }
      }
    }
    const reasons = order.map(({ kind }) => this.#unusable.get(kind) ?? this.#failed.get(kind));
    // If not even the last one works, no backend is to blame; the next model may use all of them.
    for (const [kind, why] of this.#failed) if (before.get(kind) !== why) this.#failed.delete(kind);
    const [same] = reasons;
    if (same !== undefined && reasons.every((reason) => reason === same)) throw new Error(same);
    const said = order.map(({ label }, index) => `${label}: ${reasons[index] ?? 'not tried'}`);
    throw new Error(`No backend could be opened. ${said.join(' ')}`);
  }

  /**
   * Does a job on the backend wanted, or the best one. If a backend fails, its device is opened
   * again or the next backend is used. Every backend is disposed of in the end.
   * @throws AbandonedError when aborted
   * @throws Error when the fault is the job's own, or no backend can be used
   */
  async carryOut<T, R>(wanted: BackendKind | 'auto', job: Job<B, T, R>): Promise<R> {
    let failure: string | null = null;
    let reached = 0;
    let losses = 0;
    for (;;) {
      const footing = await this.climb(wanted, (backend) => job.prepare(backend), job.signal);
      const { backend } = footing;
      try {
        return await job.attempt(footing);
      } catch (error) {
        if (job.signal?.aborted === true || isOwnFault(error)) throw error;
        const message = messageOf(error);
        const lost = await isLost(backend);
        // If two backends fail in the same way, the fault is not theirs.
        if (!lost && (failure === message || !this.hasOtherThan(backend.kind))) throw error;
        if (!lost) failure = message;
        // A device that is lost again and again at the same place may take longer than a minute
        // each time.
        const progress = job.progress?.() ?? 0;
        losses = progress > reached ? 1 : losses + 1;
        reached = progress;
        const isHopeless = losses >= TRIES && this.hasOtherThan(backend.kind);
        this.blame(backend.kind, message, lost && !isHopeless);
        job.again?.(message);
      } finally {
        backend.dispose();
      }
    }
  }

  #report(
    { kind, description }: B,
    wanted: BackendKind | 'auto',
    order: readonly Rung<B>[],
    slow: ReadonlyMap<BackendKind, string>,
  ): BackendReport {
    const available: Record<BackendKind, string | null> = {
      webgpu: null,
      wasm: null,
      cpu: null,
      onnx: null,
    };
    for (const rung of this.rungs) {
      available[rung.kind] = this.#unusable.get(rung.kind) ?? null;
    }
    let reason: string | null = null;
    let better: BackendKind | null = null;
    for (const above of order) {
      if (above.kind === kind) break;
      const [unusable, failed] = [this.#unusable.get(above.kind), this.#failed.get(above.kind)];
      if (unusable !== undefined) reason ??= `${above.label} cannot be used here: ${unusable}`;
      else if (failed !== undefined) reason ??= `${above.label} failed: ${failed}`;
      else reason ??= wanted === 'auto' ? (slow.get(above.kind) ?? null) : null;
      const failing = unusable ?? failed;
      if (failing !== undefined && !this.#absent.has(above.kind)) better ??= above.kind;
    }
    return { kind, description, reason, available, better };
  }

  #recentLosses(kind: BackendKind): number[] {
    const since = this.now() - MINUTE;
    return (this.#losses.get(kind) ?? []).filter((time) => time > since);
  }
}

/** Whether the failure just seen was the loss of the device, which is reported a moment later. */
export function isLost(backend: Backend): Promise<boolean> {
  const notLost = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 100));
  return Promise.race([backend.lost.then(() => true), notLost]);
}

/** @throws AbandonedError as soon as the signal aborts, whatever the promise does */
export function orAbandoned<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (signal === undefined) return promise;
  const abandoned = new Promise<never>((_, reject) => {
    const give = () => reject(new AbandonedError('Something else is wanted by now.'));
    if (signal.aborted) give();
    signal.addEventListener('abort', give, { once: true });
  });
  return Promise.race([promise, abandoned]);
}
