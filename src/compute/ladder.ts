import type { Backend, BackendKind } from './backend';
import { messageOf } from './message-of';
import { isOwnFault } from './own-fault';

/** A backend that may be opened, and how. */
export interface Rung<B extends Backend = Backend> {
  readonly kind: BackendKind;
  /** Its name on the page. */
  readonly label: string;
  /** Whether it is tried only where it is asked for by name, never in place of another. */
  readonly byNameOnly?: boolean;
  /**
   * @param byHand whether a person chose it, so that one which is slower than the next will do too
   * @throws Error saying in a sentence why it cannot be used here
   */
  open(byHand: boolean): Promise<B>;
}

/** Which backend it is, and why. */
export interface BackendReport {
  readonly kind: BackendKind;
  readonly description: string;
  /** Why this one, where another was asked for or would be faster; `null` when there is nothing to say. */
  readonly reason: string | null;
  /** Every backend and, if it cannot be used here, why. */
  readonly available: Readonly<Record<BackendKind, string | null>>;
  /** The better backend that failed and may be tried again; `null` where there is none. */
  readonly better: BackendKind | null;
}

/** A backend that is open, and what was prepared on it. */
export interface Footing<B extends Backend, T> {
  readonly backend: B;
  readonly prepared: T;
  readonly report: BackendReport;
}

/** Work that outlives the backend it is done on. */
export interface Job<B extends Backend, T, R> {
  prepare(backend: B): Promise<T>;
  /** Does the work, or what is left of it. */
  attempt(footing: Footing<B, T>): Promise<R>;
  /** Hears that a backend failed, and that another attempt follows. */
  again?(reason: string): void;
  /** How far the work has come, where an attempt goes on from there; else each is from the start. */
  progress?(): number;
  readonly signal?: AbortSignal;
}

/** A backend that works, but is slower than the next one: `auto` passes it over. */
export class SlowBackendError extends Error {
  override name = 'SlowBackendError';
}

/** There is no such backend here, and asking again will not make one. */
export class AbsentError extends Error {
  override name = 'AbsentError';
}

/** The device was lost while it was opened and tried; it may be had again. */
export class LostError extends Error {
  override name = 'LostError';
}

/** The opening was given up, because somebody wants something else by now. */
export class AbandonedError extends Error {
  override name = 'AbandonedError';
}

/** A device that was lost may come back, so it is opened again: so often within so many milliseconds. */
const TRIES = 3;
const MINUTE = 60_000;

/**
 * The backends that will do, best first, and what is known of each. Whatever fails, in opening, in
 * preparing or at work, leads down: a lost device is tried again, three times a minute; anything else
 * would fail the same way again, and the next backend takes over.
 */
export class Ladder<B extends Backend = Backend> {
  /** Why a backend is not tried: what is wrong with it here, and what it failed at. */
  readonly #unusable = new Map<BackendKind, string>();
  readonly #failed = new Map<BackendKind, string>();
  /** Of the unusable ones, those that are not there at all. */
  readonly #absent = new Set<BackendKind>();
  /** When devices were lost. */
  readonly #losses = new Map<BackendKind, number[]>();

  constructor(
    private readonly rungs: readonly Rung<B>[],
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Forgets every failure, as somebody who asks again expects. */
  forgive(): void {
    for (const memory of [this.#unusable, this.#failed, this.#absent, this.#losses]) memory.clear();
  }

  /** Forgets what failed with one model: another may fit. What is wrong with a device stays known. */
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

  /** A backend failed at work. @param lost whether its device is gone, and may be had again */
  blame(kind: BackendKind, why: string, lost: boolean): void {
    if (lost) this.#losses.set(kind, [...this.#recentLosses(kind), this.now()]);
    else this.#failed.set(kind, why);
    if (this.#recentLosses(kind).length >= TRIES) {
      this.#failed.set(kind, `its device was lost ${TRIES} times within a minute, at last: ${why}`);
    }
  }

  /**
   * Opens the backend wanted, or the best there is, and prepares on it what is needed; if either
   * fails, the next one down.
   * @param signal gives up what is being opened; what opens after that is disposed of
   * @throws AbandonedError once given up
   * @throws Error when no backend will do, with every reason
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
          if (error instanceof SlowBackendError) slow.set(kind, why);
          else if (backend === null && !(error instanceof LostError)) {
            this.#unusable.set(kind, why);
            if (error instanceof AbsentError) this.#absent.add(kind);
          } else this.blame(kind, why, lost || error instanceof LostError);
        }
      }
    }
    const reasons = order.map(({ kind }) => this.#unusable.get(kind) ?? this.#failed.get(kind));
    // Where not even the last one will do, it is no backend's fault; the next model finds them all.
    for (const [kind, why] of this.#failed) if (before.get(kind) !== why) this.#failed.delete(kind);
    const [same] = reasons;
    if (same !== undefined && reasons.every((reason) => reason === same)) throw new Error(same);
    const said = order.map(({ label }, index) => `${label}: ${reasons[index] ?? 'not tried'}`);
    throw new Error(`No backend could be opened. ${said.join(' ')}`);
  }

  /**
   * Does a job on the backend wanted, or the best there is. Where a backend fails at it, its device is
   * opened again or the next one takes over; every one of them is disposed of in the end.
   * @throws AbandonedError once given up
   * @throws Error when the fault is the job's own, or no backend will do
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
        // The same on two backends is the fault of neither.
        if (!lost && (failure === message || !this.hasOtherThan(backend.kind))) throw error;
        if (!lost) failure = message;
        // A device that is lost over and over at the same place may take longer than a minute for it.
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

/** Whether the failure just seen is the device's end, which is told apart a moment later. */
export function isLost(backend: Backend): Promise<boolean> {
  const notLost = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 100));
  return Promise.race([backend.lost.then(() => true), notLost]);
}

/** @throws AbandonedError as soon as the signal says so, whatever becomes of the promise */
export function orAbandoned<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (signal === undefined) return promise;
  const abandoned = new Promise<never>((_, reject) => {
    const give = () => reject(new AbandonedError('Something else is wanted by now.'));
    if (signal.aborted) give();
    signal.addEventListener('abort', give, { once: true });
  });
  return Promise.race([promise, abandoned]);
}
