import type { Backend } from '../../compute/backend';
import { parameterCount, type HrmModel } from '../../hrm/parameters';
import { eachState, ofState } from '../../hrm/schedule';
import { openSession, type Carry, type HrmSession, type SegmentResult } from '../../hrm/session';
import { uploadModel, type ModelTensors } from '../../hrm/tensors';
import { lendRows } from './lent';
import type { Helpers } from './protocol';

/** Largest number of parameters of a model that is copied to other threads: 64 MB each. */
const LARGEST = 16e6;

/** Number of threads that share a batch; 1 if there is nothing to gain or too much to copy. */
export function threadsFor(
  backend: Pick<Backend, 'kind'>,
  { config }: HrmModel,
  helpers: Helpers | null,
): number {
  const isWorth = backend.kind === 'wasm' && parameterCount(config) <= LARGEST;
  return isWorth ? (helpers?.threads ?? 1) : 1;
}

/**
 * Thinks with weights that are on the backend already, as `openSession` does. The rows of a batch
 * are independent. So if the backend is one thread of WebAssembly, other threads take a share of
 * them, each with its own memory and copy of the model. The results are the same to the bit.
 * @param helpers `null` for none
 */
export async function openRows(
  backend: Backend,
  weights: ModelTensors,
  model: HrmModel,
  batch: number,
  helpers: Helpers | null,
): Promise<HrmSession> {
  const open = (rows: number) => openSession(backend, weights, { batch: rows });
  const threads = Math.min(threadsFor(backend, model, helpers), batch);
  if (helpers === null || threads < 2) return open(batch);
  const [own, ...others] = sharesOf(batch, threads);
  const lent = await Promise.allSettled(
    others.map((rows) => lendRows(helpers, model, rows, () => open(rows))),
  );
  const failed = lent.find((one) => one.status === 'rejected');
  const parts = lent.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  if (failed === undefined) return joined(model, [await open(own!), ...parts]);
  console.warn('There are no other threads here:', failed.reason);
  helpers.threads = 1;
  for (const part of parts) part.dispose();
  return open(batch);
}

/** Uploads a model and prepares it, as `createSession` does, with rows in other threads. */
export async function createRows(
  backend: Backend,
  model: HrmModel,
  batch: number,
  helpers: Helpers | null,
): Promise<HrmSession> {
  const weights = uploadModel(backend, model);
  const session = await openRows(backend, weights, model, batch, helpers);
  return {
    ...session,
    dispose() {
      session.dispose();
      backend.release(weights.all);
    },
  };
}

/** Number of rows of each thread: equal, or different by one. */
function sharesOf(batch: number, threads: number): number[] {
  return Array.from(
    { length: threads },
    (_, at) => Math.floor(((at + 1) * batch) / threads) - Math.floor((at * batch) / threads),
  );
}

/** Joins sessions of the same model into one, with their rows in order. */
function joined({ config }: HrmModel, parts: readonly HrmSession[]): HrmSession {
  const starts = parts.map((_, at) =>
    parts.slice(0, at).reduce((sum, { batch }) => sum + batch, 0),
  );
  const batch = starts.at(-1)! + parts.at(-1)!.batch;
  /** The slice of an array that belongs to the rows of a part. */
  const share = <T extends Uint32Array | Float32Array>(all: T, at: number): T => {
    const size = all.length / batch;
    return all.slice(starts[at]! * size, (starts[at]! + parts[at]!.batch) * size) as T;
  };
  const shareOf = (carry: Carry, at: number) =>
    eachState(config, (state) => share(ofState(carry, state), at));
  const [own] = parts;
  return {
    batch,
    dispatches: own!.dispatches,
    breakable: own!.breakable === true,
    async begin(tokens, identifiers = new Uint32Array(batch), seeds) {
      checkLength(tokens, batch * config.seq_len, 'tokens');
      checkLength(identifiers, batch, 'puzzle identifiers');
      const seedsOf = (at: number) => seeds?.slice(starts[at], starts[at]! + parts[at]!.batch);
      await all(parts, (part, at) =>
        part.begin(share(tokens, at), share(identifiers, at), seedsOf(at)),
      );
    },
    segment: async (pace) => join(await all(parts, (part) => part.segment(pace))),
    async carry() {
      const carries = await all(parts, (part) => part.carry());
      return eachState(config, (state) => concatenated(carries.map((one) => ofState(one, state))));
    },
    replaceCarry: (carry) => parts.forEach((part, at) => part.replaceCarry(shareOf(carry, at))),
    async resume(carry, tokens, identifiers = new Uint32Array(batch)) {
      await all(parts, (part, at) =>
        part.resume(shareOf(carry, at), share(tokens, at), share(identifiers, at)),
      );
    },
    replaceWeights: (weights) => parts.forEach((part) => part.replaceWeights(weights)),
    dispose: () => parts.forEach((part) => part.dispose()),
  };
}

/**
 * Starts the other threads before this thread is busy with its own part, and waits for all, even if
 * one fails.
 */
async function all<T>(
  parts: readonly HrmSession[],
  work: (part: HrmSession, at: number) => Promise<T>,
): Promise<T[]> {
  const others = parts.slice(1).map((part, at) => work(part, at + 1));
  const settled = await Promise.allSettled([work(parts[0]!, 0), ...others]);
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}

function join(results: readonly SegmentResult[]): SegmentResult {
  const of = <T extends Uint32Array | Float32Array>(key: (result: SegmentResult) => T): T =>
    concatenated(results.map(key));
  return {
    tokens: of(({ tokens }) => tokens),
    confidence: of(({ confidence }) => confidence),
    qHalt: of(({ qHalt }) => qHalt),
    qContinue: of(({ qContinue }) => qContinue),
    logits: null,
  };
}

function concatenated<T extends Uint32Array | Float32Array>(arrays: readonly T[]): T {
  const length = arrays.reduce((sum, array) => sum + array.length, 0);
  const [first] = arrays;
  const whole = new (first!.constructor as new (length: number) => T)(length);
  let at = 0;
  for (const array of arrays) {
    whole.set(array, at);
    at += array.length;
  }
  return whole;
}

function checkLength({ length }: Uint32Array, wanted: number, what: string): void {
  if (length !== wanted) throw new RangeError(`The batch needs ${wanted} ${what}, not ${length}.`);
}
