import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What a visitor loads before the first board and before the first live thought, gzipped, as
 * `npm run size` weighs it after a build. The aim before a board is 150 kB, of which react-dom is 60. The
 * limits are the sizes of today. Lower them when something gets smaller, and raise none without a reason
 * in the commit.
 */
const DIST = 'dist';
const ASSETS = join(DIST, 'assets');

/** The built file of an asset by its name, which a hash of its content follows. */
function asset(start) {
  const pattern = new RegExp(`^${start}-[\\w-]{8}\\.\\w+$`);
  const found = readdirSync(ASSETS).filter((name) => pattern.test(name));
  if (found.length !== 1) throw new Error(`dist/assets has ${found.length} files ${start}-…`);
  return join(ASSETS, found[0]);
}

/** The files that a browser loads with a chunk of the page: what it imports, and styles. */
function withImports(...sources) {
  const manifest = JSON.parse(readFileSync(join(DIST, '.vite/manifest.json'), 'utf8'));
  const files = new Set();
  const seen = new Set();
  const visit = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    const chunk = manifest[key];
    if (chunk === undefined) throw new Error(`The build has no chunk of ${key}.`);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(join(DIST, file));
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  sources.forEach(visit);
  return [...files];
}

/** A worker and everything it may load, but for what is left out. */
function workerFiles(name, leftOut) {
  const files = new Set();
  const visit = (file) => {
    if (files.has(file) || leftOut.test(file)) return;
    files.add(file);
    for (const [, other] of readFileSync(file, 'utf8').matchAll(/["'`]\.\/([\w-]+\.js)["'`]/g)) {
      if (existsSync(join(ASSETS, other))) visit(join(ASSETS, other));
    }
  };
  visit(asset(name));
  return [...files];
}

/** What stands in the page before any board. */
const firstBoard = (world, parts) => [
  join(DIST, 'index.html'),
  join(DIST, 'framed.js'),
  ...withImports('index.html', parts),
  join(DIST, `first-thoughts/${world}.json`),
];

/** ONNX Runtime is loaded only where it is chosen by name. */
const ONNX = /ort[.-]/;
/** What other workers do, who share one file. */
const OTHER_ROLES = /(lesson|arc|experiment|evaluation|bench|rows)-worker-/;
/** WGSL, where there is no WebGPU; both builds of the kernels in WebAssembly, where there is. */
const WEBGPU = /open-/;
const WASM = /simd-/;

export default [
  {
    name: 'until the first board, Sudoku (without fonts)',
    path: firstBoard('sudoku', 'src/playground/worlds/sudoku/parts.ts'),
    limit: '137.8 kB',
  },
  {
    name: 'until the first board, maze (without fonts)',
    path: firstBoard('maze', 'src/playground/worlds/maze/parts.ts'),
    limit: '140.8 kB',
  },
  {
    name: 'until the first board, ARC (without fonts)',
    path: firstBoard('arc', 'src/playground/arc/parts.tsx'),
    limit: '151.2 kB',
  },
  {
    name: 'until the first live thought, without WebGPU',
    path: [
      ...firstBoard('sudoku', 'src/playground/worlds/sudoku/parts.ts'),
      ...workerFiles(
        'worker',
        new RegExp([ONNX, WEBGPU, OTHER_ROLES].map(({ source }) => source).join('|')),
      ),
      ...withImports('models/sudoku/model.safetensors'),
    ],
    limit: '2.15 MB',
  },
  {
    name: 'until the first live thought, with WebGPU',
    path: [
      ...firstBoard('sudoku', 'src/playground/worlds/sudoku/parts.ts'),
      ...workerFiles(
        'worker',
        new RegExp([ONNX, WASM, OTHER_ROLES].map(({ source }) => source).join('|')),
      ),
      ...withImports('models/sudoku/model.safetensors'),
    ],
    limit: '2.15 MB',
  },
  {
    name: 'kernels in WebAssembly, each build',
    path: [asset('relaxed-simd')],
    limit: '10 kB',
  },
].map((budget) => ({ ...budget, gzip: true }));
