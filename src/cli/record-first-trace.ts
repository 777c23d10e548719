import { writeFile } from 'node:fs/promises';
import { createSession } from '../hrm/session';
import { encodeSudoku } from '../puzzles/sudoku/codec';
import { FIRST_EXAMPLE } from '../puzzles/sudoku/examples';
import { Reasoner } from '../reasoning/reasoner';
import { loadModel } from './load-model';
import { openNodeBackend } from './open-backend';

/**
 * `npm run record:first-trace`: records the shipped model's thought about the first example, which
 * the page shows until the model itself has arrived.
 */
const model = await loadModel('models/sudoku');
const backend = await openNodeBackend('onnx');
const reasoner = new Reasoner();
reasoner.attach(await createSession(backend, model, { batch: 1 }));
const question = { input: encodeSudoku(FIRST_EXAMPLE.puzzle), identifier: 0 };
const { frames } = await reasoner.think(
  question,
  () => 16,
  () => undefined,
);
const recording = {
  model: 'sudoku',
  input: [...question.input],
  frames: frames.map((frame) => ({
    ...frame,
    tokens: [...frame.tokens],
    confidence: Array.from(frame.confidence, (share) => Number(share.toFixed(4))),
  })),
};
await writeFile('public/first-trace.json', JSON.stringify(recording) + '\n');
process.exit(0);
