import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { attack } from './attack';

/**
 * `npm run fuzz -- --count 100000 --seed 1`: gives corrupted inputs to all readers. An input that
 * shows a fault is written to `test-results/fuzz`. Once the fault is fixed, the input belongs in
 * `tests/fuzz/corpus`.
 */
const { values } = parseArgs({
  options: { count: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
});
const [count, seed] = [Number(values.count), Number(values.seed)];
if (!(count > 0) || !Number.isInteger(seed)) {
  console.error('--count must be a positive number and --seed a whole number.');
  process.exit(2);
}
const started = performance.now();
const { refused, slowest, findings } = await attack(count, seed);
const folder = join('test-results', 'fuzz');
for (const [index, { reader, problem, input }] of findings.entries()) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${reader.replaceAll(/\W+/g, '-')}.${index}`);
  writeFileSync(file, input);
  console.error(`${file}: ${problem.split('\n').slice(0, 4).join('\n')}`);
}
const seconds = ((performance.now() - started) / 1000).toFixed(0);
console.log(
  `fuzz: ${count} inputs, ${refused} refused in a sentence, ${findings.length} findings, ` +
    `slowest ${slowest.milliseconds.toFixed(0)} ms (${slowest.reader}), seed ${seed}, ${seconds} s`,
);
process.exit(findings.length > 0 ? 1 : 0);
