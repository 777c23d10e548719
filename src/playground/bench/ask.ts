import type { BenchClient } from '../../worker/bench-client';
import type { BenchCommand, BenchEvent } from '../../worker/bench-protocol';

export type Answer = Extract<BenchEvent, { type: 'measured' | 'tried' | 'not-measured' }>;

/** Sends one command and waits for its answer; earlier events go to `onEvent`. */
export function ask(
  client: BenchClient,
  command: BenchCommand,
  onEvent: (event: BenchEvent) => void,
  signal: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve) => {
    const end = (answer: Answer) => {
      unsubscribe();
      signal.removeEventListener('abort', cancelled);
      resolve(answer);
    };
    const cancelled = () => {
      client.dispose();
      end({ type: 'not-measured', why: 'Cancelled.' });
    };
    const unsubscribe = client.subscribe((event) => {
      const { type } = event;
      if (type === 'measured' || type === 'tried' || type === 'not-measured') end(event);
      else onEvent(event);
    });
    signal.addEventListener('abort', cancelled);
    client.send(command);
  });
}
