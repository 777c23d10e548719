import { expect, test } from 'vitest';
import { TINY } from '../hrm/testing';
import { Host } from './host';
import type { Reply, Request } from './protocol';

const config = {
  ...TINY,
  vocab_size: 6,
  seq_len: 16,
  puzzle: { world: 'sudoku', width: 4, height: 4 },
};
const PUZZLE = '123.341.2143432.';

type Asked = Request extends infer Each ? (Each extends Request ? Omit<Each, 'id'> : never) : never;

/** Opens a blank model in a worker's host. @param side of its grids, if not its own */
async function open(from: object = config, side?: number) {
  const replies: Reply[] = [];
  let heard: (reply: Reply) => void = () => undefined;
  const host = new Host({ gpu: undefined }, (reply) => {
    replies.push(reply);
    heard(reply);
  });
  let last = 0;
  /** Sends a request and collects its replies. @param hear may answer each with a command */
  const ask = async (
    request: Asked,
    hear: (reply: Reply, id: number) => void = () => undefined,
  ) => {
    const id = ++last;
    heard = (reply) => hear(reply, id);
    await host.handle({ id, ...request });
    return replies.filter((reply) => reply.id === id);
  };
  const [opened] = await ask({
    ...{ type: 'open', from: { config: from, weights: null }, backend: 'cpu' },
    ...(side !== undefined && { side }),
  });
  return { host, ask, opened };
}

test('a thought comes segment by segment, and can be cancelled', async () => {
  const { host, ask, opened } = await open();
  expect(opened).toMatchObject({ type: 'done', value: { config: { seq_len: 16 } } });
  const options = { segments: 3, halt: false };
  const thought = await ask({ type: 'think', puzzle: PUZZLE, options });
  expect(thought.map(({ type }) => type)).toEqual(['segment', 'segment', 'segment', 'done']);
  expect(thought[0]).toMatchObject({ segment: { segment: 1, solved: false } });
  const long = await ask(
    { type: 'think', puzzle: PUZZLE, options: { segments: 1000, halt: false } },
    (reply, id) => {
      if (reply.type === 'segment') void host.handle({ id, type: 'cancel' });
    },
  );
  expect(long.map(({ type }) => type)).toEqual(['segment', 'done']);
});

test('a model without weights of positions opens for another size', async () => {
  const maze = {
    ...config,
    ...{ seq_len: 25, pos_encodings: 'rope2d', num_heads: 1 },
    puzzle: { world: 'maze', width: 5, height: 5 },
  };
  const { ask, opened } = await open(maze, 7);
  expect(opened).toMatchObject({
    value: { config: { seq_len: 49, puzzle: { width: 7, height: 7 } } },
  });
  const puzzle = `S${'.'.repeat(47)}G`;
  const thought = await ask({ type: 'think', puzzle, options: { segments: 1, halt: false } });
  expect(thought).toMatchObject([{ type: 'segment' }, { type: 'done' }]);
  expect((await open(maze, 31)).opened).toMatchObject({
    message: 'This model does not think about grids of 31×31.',
  });
});

test('impossible requests are reported in a sentence', async () => {
  const { ask } = await open();
  const options = {};
  expect(await ask({ type: 'think', puzzle: 'S  G', options })).toMatchObject([{ type: 'failed' }]);
  const nine = '.'.repeat(81);
  expect(await ask({ type: 'think', puzzle: nine, options })).toMatchObject([
    { type: 'failed', message: 'a 9×9 Sudoku; 4×4 ones are wanted' },
  ]);
  const measured = await ask({ type: 'evaluate', options: { puzzles: `${PUZZLE}\nnothing` } });
  expect(measured.at(-1)).toMatchObject({ type: 'failed' });
});

test('teaching reports its steps, returns the files of the model, and can be cancelled', async () => {
  const { host, ask } = await open();
  const options = { puzzles: { count: 4 }, steps: 8, batch: 2 };
  const taught = await ask({ type: 'teach', options });
  expect(taught.filter(({ type }) => type === 'step')).toHaveLength(8);
  expect(taught.at(-1)).toMatchObject({
    type: 'done',
    value: { config: expect.stringContaining('seq_len') as string },
  });
  const broken = await ask(
    { type: 'teach', options: { ...options, steps: 10_000 } },
    (reply, id) => {
      if (reply.type === 'step') void host.handle({ id, type: 'cancel' });
    },
  );
  expect(broken.at(-1)).toMatchObject({ type: 'failed', message: 'It was cancelled.' });
});
