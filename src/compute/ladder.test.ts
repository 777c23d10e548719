import { describe, expect, test, vi } from 'vitest';
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

/** Backends that do nothing but come and go; `alive` counts those opened and not disposed of. */
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
  test('the best backend there is', async () => {
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

  test('one chosen by hand is tried first, and asks nothing of the others', async () => {
    const { ladder, opened, fails } = stage();
    fails.set('webgpu', () => new Promise(() => undefined));
    const { report } = await ladder.climb('wasm', fine);
    expect(report).toMatchObject({ kind: 'wasm', reason: null, better: null });
    expect(opened).toEqual(['wasm']);
  });

  test("one for whoever asks for it by name takes nobody else's place", async () => {
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

  test('what is not there is said once, and not offered again', async () => {
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

  test('one whose device is lost while it is tried is tried again, thrice a minute', async () => {
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
      reason: 'WebGPU failed: its device was lost 3 times within a minute, at last: reset',
      better: 'webgpu',
    });
  });

  test('a slow one is passed over, and taken by hand', async () => {
    const { ladder, fails } = stage();
    fails.set('webgpu', failure(new SlowBackendError('It is slow.')));
    const { report } = await ladder.climb('auto', fine);
    expect(report).toMatchObject({ kind: 'wasm', reason: 'It is slow.', better: null });
    expect(report.available.webgpu).toBeNull();
  });

  test('one that fails to prepare is disposed of, and the next takes over', async () => {
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

  test('where nothing will do the reasons are told, and the next model finds all backends', async () => {
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

  test('given up, it ends at once; what opens later is disposed of', async () => {
    const { ladder, alive, fails } = stage();
    let answer: () => void = () => undefined;
    fails.set('webgpu', () => new Promise<void>((resolve) => (answer = resolve)));
    const controller = new AbortController();
    const climbing = ladder.climb('auto', fine, controller.signal);
    await Promise.resolve();
    controller.abort();
    await expect(climbing).rejects.toThrow(AbandonedError);
    answer();
    await vi.waitUntil(() => alive.size === 0);
    const preparing = new AbortController();
    const stuck = ladder.climb('cpu', () => new Promise(() => undefined), preparing.signal);
    await vi.waitUntil(() => alive.size === 1);
    preparing.abort();
    await expect(stuck).rejects.toThrow(AbandonedError);
    expect(alive.size).toBe(0);
    fails.clear();
    expect((await ladder.climb('auto', fine)).report.kind).toBe('webgpu');
  });
});

describe('a lost device', () => {
  test('is opened again, also where it is lost while something is prepared', async () => {
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

  test('three times a minute, and then the next backend takes over', async () => {
    const { ladder, pass } = stage();
    for (let time = 0; time < 4; time++) {
      // Once in a while is no reason to give it up.
      ladder.blame('webgpu', 'the laptop slept', true);
      pass(40_000);
      expect((await ladder.climb('auto', fine)).report.kind).toBe('webgpu');
    }
    pass(60_000);
    for (let time = 0; time < 3; time++) ladder.blame('webgpu', 'driver reset', true);
    const { report } = await ladder.climb('auto', fine);
    expect(report).toMatchObject({ kind: 'wasm', better: 'webgpu' });
    expect(report.reason).toBe(
      'WebGPU failed: its device was lost 3 times within a minute, at last: driver reset',
    );
    ladder.forgive();
    expect((await ladder.climb('auto', fine)).report).toMatchObject({
      kind: 'webgpu',
      reason: null,
    });
  });
});

test('what failed at work is not tried again, but with another model or by request', async () => {
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
  /** Fails at every attempt on the backends named, and is done on the others. */
  const failingOn =
    (kinds: readonly BackendKind[], fail: (kind: BackendKind) => void) =>
    ({ backend }: { readonly backend: Backend }) => {
      if (kinds.includes(backend.kind)) fail(backend.kind);
      return Promise.resolve(backend.kind);
    };

  test('goes on where a backend fails at it, and leaves none behind', async () => {
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

  test('whose fault it is itself, or that fails in the same way on two, is told at once', async () => {
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

  test('that loses its device at one place, however slowly, gives way to the next', async () => {
    const { ladder, opened, pass, lose } = stage();
    const attempt = failingOn(['webgpu'], () => {
      pass(120_000);
      lose('the driver was reset');
      throw new Error('The device is gone.');
    });
    expect(await ladder.carryOut('auto', { prepare: fine, attempt })).toBe('wasm');
    expect(opened).toEqual(['webgpu', 'webgpu', 'webgpu', 'wasm']);
  });

  test('that comes further every time keeps its device', async () => {
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

  test('that is called off rejects as abandoned', async () => {
    const { ladder, alive } = stage();
    const ending = new AbortController();
    const attempt = () => {
      ending.abort();
      return Promise.reject(new Error('It was called off.'));
    };
    const job = { prepare: fine, attempt, signal: ending.signal };
    await expect(ladder.carryOut('auto', job)).rejects.toThrow('called off');
    await expect(ladder.carryOut('auto', job)).rejects.toThrow(AbandonedError);
    expect(alive.size).toBe(0);
  });
});
