import { describe, expect, test, vi } from 'vitest';
import { until } from '../../tests/support/until';
import type { Backend, BackendKind } from './backend';
import {
  AbandonedError,
  AbsentError,
  Ladder,
  LostError,
  SlowBackendError,
  type Rung,
} from './ladder';
import { RefusedError } from './own-fault';

/** Backends that can only be opened and disposed of; `alive` counts those that are open. */
function stage() {
  const alive = new Set<Backend>();
  const opened: BackendKind[] = [];
  const fails = new Map<BackendKind, () => unknown>();
  const losers: ((reason: string) => void)[] = [];
  const rung = (kind: BackendKind, label: string): Rung => ({
    kind,
    label,
    open: async () => {
      opened.push(kind);
      await fails.get(kind)?.();
      const backend = {
        kind,
        description: label,
        lost: new Promise<string>((resolve) => losers.push(resolve)),
        dispose: () => alive.delete(backend),
      } as unknown as Backend;
      alive.add(backend);
      return backend;
    },
  });
  let time = 0;
  const rungs = [
    rung('webgpu', 'WebGPU'),
    rung('wasm', 'WebAssembly'),
    rung('cpu', 'TypeScript'),
    { ...rung('onnx', 'ONNX Runtime'), byNameOnly: true },
  ];
  const ladder = new Ladder(rungs, () => time);
  const pass = (milliseconds: number) => (time += milliseconds);
  const lose = (reason: string) => losers.at(-1)!(reason);
  return { ladder, alive, opened, fails, pass, lose };
}

const fine = () => Promise.resolve('prepared');
const failure = (error: Error) => () => {
  throw error;
};

describe('opening', () => {
  test('opens the best backend', async () => {
    const { ladder, alive } = stage();
    const { prepared, report } = await ladder.climb('auto', fine);
    expect(prepared).toBe('prepared');
    expect(report).toEqual({
      kind: 'webgpu',
      description: 'WebGPU',
      reason: null,
      available: { webgpu: null, wasm: null, cpu: null, onnx: null },
      better: null,
    });
    expect(alive.size).toBe(1);
  });

  test('tries the one chosen by hand first, without probing the others', async () => {
    const { ladder, opened, fails } = stage();
    fails.set('webgpu', () => new Promise(() => undefined));
    const { report } = await ladder.climb('wasm', fine);
    expect(report).toMatchObject({ kind: 'wasm', reason: null, better: null });
    expect(opened).toEqual(['wasm']);
  });

  test('a backend that is only for those who name it replaces no other', async () => {
    const { ladder, opened, fails } = stage();
    const never = () => Promise.reject(new Error('There is no room.'));
    await expect(ladder.climb('auto', never)).rejects.toThrow('There is no room.');
    expect(opened).toEqual(['webgpu', 'wasm', 'cpu']);
    expect((await ladder.climb('onnx', fine)).report).toMatchObject({ kind: 'onnx', reason: null });
    fails.set('onnx', failure(new Error('It was not downloaded.')));
    expect((await ladder.climb('onnx', fine)).report).toMatchObject({
      kind: 'webgpu',
      reason: 'ONNX Runtime cannot be used here: It was not downloaded.',
      better: 'onnx',
    });
    for (const kind of ['webgpu', 'wasm'] as const) ladder.blame(kind, 'out of memory', false);
    expect(ladder.hasOtherThan('cpu')).toBe(false);
  });

  test('a missing backend is reported once and not offered again', async () => {
    const { ladder, opened, fails } = stage();
    fails.set('webgpu', failure(new AbsentError('this browser has none.')));
    const first = await ladder.climb('auto', fine);
    expect(first.report).toMatchObject({
      kind: 'wasm',
      reason: 'WebGPU cannot be used here: this browser has none.',
      available: { webgpu: 'this browser has none.' },
      better: null,
    });
    expect((await ladder.climb('auto', fine)).report).toEqual(first.report);
    expect(opened).toEqual(['webgpu', 'wasm', 'wasm']);
  });

  test('a backend that loses its device while it is tried is tried again, three times a minute', async () => {
    const { ladder, opened, fails, pass } = stage();
    const tries = ['reset', 'reset', null];
    fails.set('webgpu', () => {
      const why = tries.shift();
      if (why != null) throw new LostError(why);
    });
    expect((await ladder.climb('auto', fine)).report).toMatchObject({
      kind: 'webgpu',
      reason: null,
    });
    expect(opened).toEqual(['webgpu', 'webgpu', 'webgpu']);
    fails.set('webgpu', failure(new LostError('reset')));
    pass(120_000);
    expect((await ladder.climb('auto', fine)).report).toMatchObject({
      kind: 'wasm',
      reason:
        'WebGPU failed: its device was lost or did not open 3 times within a minute, at last: reset',
      better: 'webgpu',
    });
  });

  test('skips a slow backend, but takes it if it is chosen by hand', async () => {
    const { ladder, fails } = stage();
    fails.set('webgpu', failure(new SlowBackendError('It is slow.')));
    const { report } = await ladder.climb('auto', fine);
    expect(report).toMatchObject({ kind: 'wasm', reason: 'It is slow.', better: null });
    expect(report.available.webgpu).toBeNull();
  });

  test('disposes of a backend that fails to prepare, and takes the next', async () => {
    const { ladder, alive } = stage();
    const picky = ({ kind }: Backend) =>
      kind === 'cpu' ? fine() : Promise.reject(new Error(`${kind} rejected the kernel.`));
    const { report } = await ladder.climb('auto', picky);
    expect(report).toMatchObject({
      kind: 'cpu',
      reason: 'WebGPU failed: webgpu rejected the kernel.',
      better: 'webgpu',
    });
    expect([...alive].map(({ kind }) => kind)).toEqual(['cpu']);
  });

  test('if no backend works, gives the reasons; the next model may use all of them again', async () => {
    const { ladder, alive } = stage();
    const never = ({ kind }: Backend) => Promise.reject(new Error(`${kind} has no room.`));
    await expect(ladder.climb('auto', never)).rejects.toThrow(
      'No backend could be opened. WebGPU: webgpu has no room. WebAssembly: wasm has no room. TypeScript: cpu has no room.',
    );
    const same = () => Promise.reject(new Error('The model has no weights.'));
    await expect(ladder.climb('auto', same)).rejects.toThrow(/^The model has no weights\.$/);
    expect(alive.size).toBe(0);
    expect((await ladder.climb('auto', fine)).report).toMatchObject({
      kind: 'webgpu',
      reason: null,
    });
  });

  test('ends at once when it is aborted, and disposes of what opens later', async () => {
    const { ladder, alive, fails } = stage();
    let answer: () => void = () => undefined;
    fails.set('webgpu', () => new Promise<void>((resolve) => (answer = resolve)));
    const controller = new AbortController();
    const climbing = ladder.climb('auto', fine, controller.signal);
    await Promise.resolve();
    controller.abort();
    await expect(climbing).rejects.toThrow(AbandonedError);
    answer();
    await until(() => alive.size === 0);
    const preparing = new AbortController();
    const stuck = ladder.climb('cpu', () => new Promise(() => undefined), preparing.signal);
    await until(() => alive.size === 1);
    preparing.abort();
    await expect(stuck).rejects.toThrow(AbandonedError);
    expect(alive.size).toBe(0);
    fails.clear();
    expect((await ladder.climb('auto', fine)).report.kind).toBe('webgpu');
  });
});

describe('a lost device', () => {
  test('is opened again, also if it is lost while something is prepared', async () => {
    const { ladder, opened, lose, alive } = stage();
    let times = 0;
    const once = () => {
      if (times++ > 0) return fine();
      lose('driver reset');
      return Promise.reject(new Error('The device is gone.'));
    };
    const { report } = await ladder.climb('auto', once);
    expect(report).toMatchObject({ kind: 'webgpu', reason: null });
    expect(opened).toEqual(['webgpu', 'webgpu']);
    expect(alive.size).toBe(1);
  });

  test('may take a while to open again', async () => {
    const { ladder, opened, fails, pass } = stage();
    const tries = [new Error('no answer'), new AbsentError('no adapter'), null];
    ladder.blame('webgpu', 'driver reset', true);
    fails.set('webgpu', () => {
      const error = tries.shift();
      if (error != null) throw error;
    });
    // The loss and two tries are three.
    expect((await ladder.climb('auto', fine)).report).toMatchObject({
      kind: 'wasm',
      reason:
        'WebGPU failed: its device was lost or did not open 3 times within a minute, at last: no adapter',
      better: 'webgpu',
    });
    expect(opened).toEqual(['webgpu', 'webgpu', 'wasm']);
    ladder.forgive();
    tries.splice(0, Infinity, new Error('no answer'), null);
    ladder.blame('webgpu', 'driver reset', true);
    expect((await ladder.climb('auto', fine)).report).toMatchObject({
      kind: 'webgpu',
      reason: null,
    });
    // Long after a loss, a backend that does not open is not tried again.
    pass(120_000);
    fails.set('webgpu', failure(new Error('no answer')));
    expect((await ladder.climb('auto', fine)).report.reason).toBe(
      'WebGPU cannot be used here: no answer',
    );
  });

  test('is opened three times a minute; then the next backend is used', async () => {
    const { ladder, pass } = stage();
    for (let time = 0; time < 4; time++) {
      // Losing it rarely is no reason to give it up.
      ladder.blame('webgpu', 'the laptop slept', true);
      pass(40_000);
      expect((await ladder.climb('auto', fine)).report.kind).toBe('webgpu');
    }
    pass(60_000);
    for (let time = 0; time < 3; time++) ladder.blame('webgpu', 'driver reset', true);
    const { report } = await ladder.climb('auto', fine);
    expect(report).toMatchObject({ kind: 'wasm', better: 'webgpu' });
    expect(report.reason).toBe(
      'WebGPU failed: its device was lost or did not open 3 times within a minute, at last: driver reset',
    );
    ladder.forgive();
    expect((await ladder.climb('auto', fine)).report).toMatchObject({
      kind: 'webgpu',
      reason: null,
    });
  });
});

test('a backend that failed at work is tried again only with another model or by request', async () => {
  const { ladder } = stage();
  ladder.blame('webgpu', 'out of memory', false);
  expect((await ladder.climb('auto', fine)).report).toMatchObject({
    kind: 'wasm',
    reason: 'WebGPU failed: out of memory',
  });
  ladder.forgiveWork();
  expect((await ladder.climb('auto', fine)).report.kind).toBe('webgpu');
});

describe('a job', () => {
  /** Fails on the named backends and succeeds on the others. */
  const failingOn =
    (kinds: readonly BackendKind[], fail: (kind: BackendKind) => void) =>
    ({ backend }: { readonly backend: Backend }) => {
      if (kinds.includes(backend.kind)) fail(backend.kind);
      return Promise.resolve(backend.kind);
    };

  test('goes on after a backend fails, and leaves none open', async () => {
    const { ladder, alive, opened } = stage();
    const again = vi.fn();
    const attempt = failingOn(['webgpu'], () => {
      throw new Error('out of memory');
    });
    expect(await ladder.carryOut('auto', { prepare: fine, attempt, again })).toBe('wasm');
    expect(opened).toEqual(['webgpu', 'wasm']);
    expect(again.mock.calls).toEqual([['out of memory']]);
    expect(alive.size).toBe(0);
  });

  test('fails at once if the fault is its own, or if two backends fail in the same way', async () => {
    const { ladder, alive, opened } = stage();
    const refused = () => Promise.reject(new RefusedError('There is no such puzzle.'));
    await expect(ladder.carryOut('auto', { prepare: fine, attempt: refused })).rejects.toThrow(
      'no such puzzle',
    );
    await expect(ladder.climb('auto', refused)).rejects.toThrow('no such puzzle');
    expect(opened).toEqual(['webgpu', 'webgpu']);
    const wrong = () => Promise.reject(new Error('There is no such puzzle.'));
    const job = { prepare: fine, attempt: wrong };
    await expect(ladder.carryOut('auto', job)).rejects.toThrow('no such puzzle');
    expect(opened).toEqual(['webgpu', 'webgpu', 'webgpu', 'wasm']);
    expect(alive.size).toBe(0);
  });

  test('moves to the next backend if it loses its device again and again at one place', async () => {
    const { ladder, opened, pass, lose } = stage();
    const attempt = failingOn(['webgpu'], () => {
      pass(120_000);
      lose('the driver was reset');
      throw new Error('The device is gone.');
    });
    expect(await ladder.carryOut('auto', { prepare: fine, attempt })).toBe('wasm');
    expect(opened).toEqual(['webgpu', 'webgpu', 'webgpu', 'wasm']);
  });

  test('keeps its device if it gets further every time', async () => {
    const { ladder, opened, pass, lose } = stage();
    let done = 0;
    const attempt = () => {
      pass(120_000);
      if (++done === 6) return Promise.resolve(done);
      lose('the laptop slept');
      return Promise.reject(new Error('The device is gone.'));
    };
    const progress = () => done;
    expect(await ladder.carryOut('auto', { prepare: fine, attempt, progress })).toBe(6);
    expect(new Set(opened)).toEqual(new Set(['webgpu']));
  });

  test('rejects as abandoned when it is aborted', async () => {
    const { ladder, alive } = stage();
    const ending = new AbortController();
    const attempt = () => {
      ending.abort();
      return Promise.reject(new Error('It was cancelled.'));
    };
    const job = { prepare: fine, attempt, signal: ending.signal };
    await expect(ladder.carryOut('auto', job)).rejects.toThrow('cancelled');
    await expect(ladder.carryOut('auto', job)).rejects.toThrow(AbandonedError);
    expect(alive.size).toBe(0);
  });
});
