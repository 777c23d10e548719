import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import ts from 'typescript';
import { build } from 'vite';

/**
 * `npm run build:lib`: the library (index.js), the worker it starts (worker.js) and the command line
 * (cli/hrm.js) as ES modules that need no other packages. ONNX Runtime and WebGPU for Node are found
 * where they are installed.
 */
const OUT = 'dist-lib';
const INSTALLED = [/^node:/, /^onnxruntime-web/, 'webgpu'];

const shared = {
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
} as const;

await rm(OUT, { recursive: true, force: true });
await build({
  ...shared,
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
// Node's own way to build: what the command line uses of older modules wants a `require`.
await build({
  ...shared,
  ssr: { noExternal: true, external: ['onnxruntime-web', 'webgpu'] },
  build: {
    target: 'node20',
    outDir: `${OUT}/cli`,
    minify: false,
    ssr: true,
    license: { fileName: 'LICENSES.md' },
    rolldownOptions: {
      input: { hrm: 'src/cli/main.ts', 'rows-thread': 'src/cli/rows-thread.ts' },
      external: INSTALLED,
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'chunks/[name]-[hash].js',
        banner: ({ isEntry }) => (isEntry ? '#!/usr/bin/env node' : ''),
      },
    },
  },
});
await chmod(`${OUT}/cli/hrm.js`, 0o755);

// Bundlers of others find a worker by this pattern, and ours would have taken it for its own.
const built = await readFile(`${OUT}/index.js`, 'utf8');
const found = 'new URL(WORKER, import.meta.url)';
if (!built.includes(found)) throw new Error('The library starts its worker otherwise now.');
await writeFile(
  `${OUT}/index.js`,
  built.replaceAll(found, 'new URL("./worker.js", import.meta.url)'),
);

// The types are those of two files that need no others.
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
