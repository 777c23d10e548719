import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { build, type Plugin } from 'vite';

/** Larger files are models and ONNX Runtime, which are stored only when they are used. */
const LARGEST = 1_000_000;

/**
 * Builds the service worker, sw.js, after everything else. It contains the list of files and a hash of
 * their contents, so every different build is a different version.
 */
export function serviceWorker(): Plugin {
  let outDir = 'dist';
  return {
    name: 'service-worker',
    apply: 'build',
    configResolved: (config) => {
      outDir = config.build.outDir;
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const { files, version } = await listFiles(outDir);
        await build({
          configFile: false,
          logLevel: 'warn',
          publicDir: false,
          define: {
            PAGE_FILES: JSON.stringify(files),
            PAGE_VERSION: JSON.stringify(version),
          },
          build: {
            target: 'es2022',
            outDir,
            emptyOutDir: false,
            lib: {
              entry: 'src/offline/service-worker.ts',
              formats: ['iife'],
              name: 'hrmServiceWorker',
              fileName: () => 'sw.js',
            },
          },
        });
      },
    },
  };
}

async function listFiles(outDir: string) {
  const entries = await readdir(outDir, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const files: string[] = [];
  const hash = createHash('sha256');
  for (const path of paths.sort()) {
    const name = relative(outDir, path).split(sep).join('/');
    const bytes = await readFile(path);
    if (
      name === 'sw.js' ||
      name.startsWith('.vite/') ||
      /\.(map|safetensors)$/.test(name) ||
      bytes.length > LARGEST
    )
      continue;
    files.push(name);
    hash.update(name).update(bytes);
  }
  return { files, version: hash.digest('hex').slice(0, 12) };
}

/**
 * The page may load and run only its own files, and nothing inline. WebAssembly needs its own keyword.
 * Pictures and clips are created in memory. `docs/hosting.md` says what a host can add.
 */
const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "connect-src 'self' blob: data:",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
];

/** Puts the policy into the built page only, because the development server needs inline scripts. */
export function contentSecurity(): Plugin {
  return {
    name: 'content-security',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY.join('; ') },
        injectTo: 'head-prepend',
      },
    ],
  };
}
