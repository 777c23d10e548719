import { parseArgs } from 'node:util';
import { loseAtRandom } from './random-loss';

/**
 * `npm run fuzz:loss -- --count 100 --seed 1`: for each kind of work in `random-loss.ts` in turn, loses
 * the device at a random moment and compares the results with an undisturbed run.
 */
const { values } = parseArgs({
  options: { count: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } },
});
const started = performance.now();
const { losses, findings } = await loseAtRandom(Number(values.count), Number(values.seed));
for (const finding of findings) console.error(finding);
const seconds = ((performance.now() - started) / 1000).toFixed(0);
console.log(
  `loss: ${losses} devices lost at random moments, ${findings.length} findings, seed ${values.seed}, ${seconds} s`,
);
process.exit(findings.length > 0 ? 1 : 0);
