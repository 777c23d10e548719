import { readFile, rm, writeFile } from 'node:fs/promises';
import ts from 'typescript';
import { build } from 'vite';
import { buildCommandLine, INSTALLED, SHARED } from './command-line';

/**
 * `npm run build:lib`: builds the library (index.js), its worker (worker.js) and the command line
 * (cli/hrm.js) as ES modules that need no other packages. Only ONNX Runtime and WebGPU for Node must be
 * installed separately.
 */
const OUT = 'dist-lib';

await rm(OUT, { recursive: true, force: true });
await build({
  ...SHARED,
  build: {
    target: 'es2022',
    outDir: OUT,
    minify: false,
    lib: {
      entry: { index: 'src/library/index.ts', worker: 'src/library/worker.ts' },
      formats: ['es'],
      fileName: (_, name) => `${name}.js`,
    },
    license: { fileName: 'LICENSES.md' },
    rolldownOptions: {
      external: INSTALLED,
      output: { chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});
await buildCommandLine(`${OUT}/cli`);

// Users' bundlers find the worker by this pattern. The source does not have it, because our own
// bundler would then also bundle the worker.
const built = await readFile(`${OUT}/index.js`, 'utf8');
const found = 'new URL(WORKER, import.meta.url)';
if (!built.includes(found)) throw new Error('The library now starts its worker in another way.');
await writeFile(
  `${OUT}/index.js`,
  built.replaceAll(found, 'new URL("./worker.js", import.meta.url)'),
);

// The types come from two files that need no others.
for (const name of ['index', 'api']) {
  const fileName = `src/library/${name}.ts`;
  const { outputText, diagnostics = [] } = ts.transpileDeclaration(
    await readFile(fileName, 'utf8'),
    { fileName, compilerOptions: { isolatedDeclarations: true, declaration: true } },
  );
  if (diagnostics.length > 0) {
    throw new Error(
      diagnostics.map((each) => ts.flattenDiagnosticMessageText(each.messageText, ' ')).join('\n'),
    );
  }
  await writeFile(`${OUT}/${name}.d.ts`, outputText.replaceAll(`'./api'`, `'./api.js'`));
}
