import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';

/** Packages that whoever installs the library or the command line has beside them. */
export const INSTALLED = [/^node:/, /^onnxruntime-web/, 'webgpu'];

/** What the builds of the library and of the command line have in common. */
export const SHARED = {
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
} as const;

/**
 * Builds the command line `hrm` into a folder (`hrm.js`), which needs no packages but `INSTALLED`: an
 * SSR build for Node, because some older modules in it need `require`.
 */
export async function buildCommandLine(folder: string): Promise<void> {
  await build({
    ...SHARED,
    ssr: { noExternal: true, external: ['onnxruntime-web', 'webgpu'] },
    build: {
      target: 'node20',
      outDir: folder,
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
  await chmod(join(folder, 'hrm.js'), 0o755);
}
