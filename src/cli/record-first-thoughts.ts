import { mkdir, writeFile } from 'node:fs/promises';
import { wishesToHalt } from '../hrm/act';
import { identifierAmong } from '../hrm/identifier';
import { createSession } from '../hrm/session';
import { encodeArc } from '../puzzles/arc/codec';
import { taskFromId } from '../puzzles/arc/generate/stream';
import { encodeMaze } from '../puzzles/maze/codec';
import { firstMaze } from '../puzzles/maze/first-maze';
import { encodeSudoku } from '../puzzles/sudoku/codec';
import { FIRST_EXAMPLE } from '../puzzles/sudoku/examples';
import type { Question } from '../reasoning/chain-batch';
import { Reasoner } from '../reasoning/reasoner';
import { loadModel } from './load-model';
import { openNodeBackend } from './open-backend';

/**
 * `npm run record:first-thoughts [ARC task]`: records the shipped models' thoughts about the first
 * puzzle of each world. The page shows these until the model has loaded. A thought is recorded
 * until it halts, and at most up to a visitor's limit.
 */
const FOLDER = 'public/first-thoughts';
const LIMIT = 16;
/** The page opens the same one (`playground/arc/tasks/families.ts`). */
const FIRST_TASK = process.argv[2] ?? 'overlay-b6b319f7';

const base64 = (bytes: ArrayLike<number>) => Buffer.from(Uint8Array.from(bytes)).toString('base64');

async function record(world: string, ask: (tasks: readonly string[], side: number) => Question) {
  const model = await loadModel(`models/${world}`);
  const { puzzle, seq_len } = model.config;
  const question = ask(puzzle?.tasks ?? [], Math.sqrt(seq_len));
  const reasoner = new Reasoner();
  const backend = await openNodeBackend('onnx');
  reasoner.attach(await createSession(backend, model, { batch: 1 }));
  let limit = LIMIT;
  let atOnce = false;
  const { frames } = await reasoner.think(
    question,
    () => limit,
    ({ qHalt, qContinue }, segment) => {
      // A thought that halts at once is recorded further, to show the effect of more segments.
      const halts = wishesToHalt(qHalt, qContinue);
      if (segment === 1 && halts) atOnce = true;
      if (halts && !atOnce) limit = Math.min(limit, segment);
    },
  );
  const recording = {
    model: world,
    input: base64(question.input),
    frames: frames.map(({ tokens, confidence, qHalt, qContinue }) => ({
      tokens: base64(tokens),
      confidence: base64(Array.from(confidence, (share) => Math.round(255 * share))),
      qHalt: Number(qHalt.toFixed(4)),
      qContinue: Number(qContinue.toFixed(4)),
    })),
  };
  await writeFile(`${FOLDER}/${world}.json`, JSON.stringify(recording) + '\n');
  console.error(`${world}: ${frames.length} segments`);
}

await mkdir(FOLDER, { recursive: true });
await record('sudoku', () => ({ input: encodeSudoku(FIRST_EXAMPLE.puzzle), identifier: 0 }));
await record('maze', (_, side) => ({ input: encodeMaze(firstMaze(side)), identifier: 0 }));
await record('arc', (tasks, side) => {
  const task = taskFromId(FIRST_TASK, side);
  const identifier = identifierAmong(tasks, FIRST_TASK);
  if (task === null || identifier === null) throw new Error(`${FIRST_TASK} is no task it knows.`);
  return { input: encodeArc(task.task.test[0]!.input, side), identifier };
});
process.exit(0);
