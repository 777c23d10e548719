import { parseArgs } from 'node:util';
import { describeFinding } from '../support/gpu-emulator/findings';
import { examine } from './examine';
import { everySubject } from './subjects';

/**
 * `npm run -s races -- --barriers`: every kernel of the shipped models, the lessons and the official
 * configs on the emulated GPU, with some of its workgroups, and again without each of its barriers.
 * Exits with 1 if it finds a fault.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    workgroups: { type: 'string', default: '4' },
    seed: { type: 'string', default: '1' },
    barriers: { type: 'boolean', default: false },
  },
});
const [mostWorkgroups, seed] = [Number(values.workgroups), Number(values.seed)];
if (!(mostWorkgroups >= 1) || !Number.isInteger(seed)) {
  console.error('--workgroups must be at least 1 and --seed a whole number.');
  process.exit(2);
}
const started = performance.now();
const subjects = everySubject().filter(({ name }) => name.includes(values.only));
const barriers = values.barriers ? 'all' : 'none';
const report = await examine(subjects, {
  ...{ seed, mostWorkgroups, barriers },
  progress: (text) => console.error(text),
});
for (const finding of report.findings) console.error(describeFinding(finding));
for (const [name, shapes] of report.idle) {
  console.log(`no fault without ${name}, in ${shapes} shapes`);
}
const seconds = ((performance.now() - started) / 1000).toFixed(0);
console.log(
  `races: ${report.kernels} kernels, ${report.barriers} barriers left out one by one, ` +
    `${report.findings.length} findings, seed ${seed}, ${seconds} s`,
);
process.exit(report.findings.length > 0 ? 1 : 0);
