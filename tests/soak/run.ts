import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { chromium, type CDPSession, type Page } from '@playwright/test';
import { preview } from 'vite';
import { ensureBrowser, launchArguments } from '../browser';
import { runInWorkers } from '../support/worker-file';
import { count, type Counts } from './counting';
import { growth, MEASURES, type Sample } from './growth';
import { PATIENCE, playRound } from './round';

/**
 * `npm run soak -- --minutes 30 --backend auto --folder dist`: uses the built page in rounds for this
 * time, prints what is alive after each round, and fails if that grows.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    backend: { type: 'string', default: 'auto' },
    folder: { type: 'string', default: 'dist' },
  },
});
const minutes = Number(values.minutes);
const usage =
  minutes > 0
    ? existsSync(`${values.folder}/index.html`)
      ? null
      : `There is no built page in ${values.folder}; run \`npm run build\` first.`
    : '--minutes must be a positive number.';
if (usage !== null) {
  console.error(usage);
  process.exit(2);
}

const server = await preview({
  build: { outDir: values.folder },
  preview: { host: '127.0.0.1', port: 0 },
  logLevel: 'error',
});
const site = server.resolvedUrls!.local[0]!;
const browser = await chromium.launch({
  executablePath: ensureBrowser(),
  args: [
    ...launchArguments(values.backend === 'webgpu' ? 'webgpu' : 'none'),
    '--js-flags=--expose-gc',
  ],
});
const context = await browser.newContext({
  viewport: { width: 1280, height: 900 },
  serviceWorkers: 'block', // a service worker would serve workers that count nothing
});
const page = await context.newPage();
page.setDefaultTimeout(PATIENCE.timeout);
const errors: string[] = [];
page.on('pageerror', (error) => errors.push(error.message));
await runInWorkers(page, count);
// Tests have only an emulated GPU.
const depth = values.backend === 'webgpu' ? 'shallow' : 'deep';
await page.goto(`${site}?backend=${values.backend}&limit=${depth === 'deep' ? 4 : 2}`);
const session = await context.newCDPSession(page);
await session.send('Performance.enable');
const system = await browser.newBrowserCDPSession();

console.log(['minutes', ...MEASURES].map((name) => name.padStart(9)).join(' '));
const samples: Sample[] = [];
const started = performance.now();
const since = () => (performance.now() - started) / 60_000;
try {
  for (let round = 0; since() < minutes; round++) {
    await playRound(page, round, depth);
    const sample = await measure(page, session);
    samples.push(sample);
    const figures = [sample.minutes, ...MEASURES.map((name) => sample[name])];
    console.log(figures.map((figure) => figure.toFixed(1).padStart(9)).join(' '));
  }
} finally {
  await browser.close();
  await server.close();
}
const findings = [...growth(samples), ...errors];
for (const finding of findings) console.error(finding);
console.log(
  `soak: ${samples.length} rounds in ${since().toFixed(0)} minutes on ${values.backend}, ${findings.length} findings`,
);
process.exit(findings.length > 0 ? 1 : 0);

async function measure(of: Page, cdp: CDPSession): Promise<Sample> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const metric = (name: string) => metrics.find((each) => each.name === name)?.value ?? 0;
  const counts = await Promise.all(
    of
      .workers()
      .map((worker) =>
        worker.evaluate(() => (globalThis as unknown as { soakCounts: () => Counts }).soakCounts()),
      ),
  );
  const sum = (name: keyof Counts) => counts.reduce((total, each) => total + each[name], 0);
  return {
    minutes: since(),
    heap: metric('JSHeapUsedSize') / 1e6,
    nodes: metric('Nodes'),
    listeners: metric('JSEventListeners'),
    workers: counts.length,
    devices: sum('devices'),
    buffers: sum('buffers'),
    memories: sum('memories'),
    wasm: sum('memoryBytes') / 1e6,
    process: await processSize(),
  };
}

/** Resident memory of the page's process in MB, if the system has it in /proc. */
async function processSize(): Promise<number> {
  const { processInfo } = await system.send('SystemInfo.getProcessInfo');
  const sizes = processInfo.map(({ type, id }) => {
    if (type !== 'renderer' || !existsSync(`/proc/${id}/status`)) return 0;
    const status = readFileSync(`/proc/${id}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1000;
  });
  return Math.max(0, ...sizes);
}
