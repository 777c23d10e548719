import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { workerOnDemand } from './worker-client';

/** A worker that only counts itself: those that were started and not ended. */
class CountedWorker extends EventTarget {
  static alive = new Set<CountedWorker>();
  readonly sent: unknown[] = [];

  constructor() {
    super();
    CountedWorker.alive.add(this);
  }

  postMessage(message: unknown): void {
    this.sent.push(message);
  }

  terminate(): void {
    CountedWorker.alive.delete(this);
  }

  fail(message: string): void {
    this.dispatchEvent(Object.assign(new Event('error'), { message }));
  }
}

beforeEach(() => CountedWorker.alive.clear());
afterEach(() => vi.unstubAllGlobals());

function client(launch = () => new CountedWorker() as unknown as Worker) {
  const told: string[] = [];
  const made = workerOnDemand<string, string>(launch, (why) => `stopped: ${why}`);
  made.subscribe((event) => told.push(event));
  const [first] = CountedWorker.alive;
  const only = () => {
    const [worker, ...others] = CountedWorker.alive;
    expect(others).toEqual([]);
    return worker!;
  };
  return { ...made, told, first, only };
}

test('a worker starts with the first command, and there is never more than one', () => {
  const { send, only, first, dispose } = client();
  expect(first).toBeUndefined();
  send('one');
  send('two');
  expect(only().sent).toEqual(['one', 'two']);
  dispose();
  expect(CountedWorker.alive.size).toBe(0);
});

test('a worker that breaks is reported and ended; the next command starts another', () => {
  const { send, only, told } = client();
  for (let time = 0; time < 5; time++) {
    send('go');
    only().fail('out of memory');
    expect(CountedWorker.alive.size).toBe(0);
  }
  expect(told).toEqual(Array.from({ length: 5 }, () => 'stopped: out of memory'));
  send('again');
  expect(only().sent).toEqual(['again']);
});

test('reports a script that is gone from the server, and a frame that forbids workers', async () => {
  const { send, only, told } = client();
  send('go');
  only().fail('');
  send('go');
  // A module that a running worker wanted to load.
  only().fail('Uncaught TypeError: Failed to fetch dynamically imported module: engine.js');
  expect(told).toHaveLength(2);
  for (const why of told) {
    expect(why).toMatch(
      /did not load, perhaps because there is a newer version.*: reload the page/,
    );
  }
  const forbidden = client(() => {
    throw new DOMException('no', 'SecurityError');
  });
  forbidden.send('go');
  await Promise.resolve();
  expect(forbidden.told).toEqual(['stopped: this page may not start workers here']);
});
