import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { format, resolveConfig } from 'prettier';

/**
 * Compiles the kernels of `compute/wasm/assembly` for each kind of SIMD into a module of
 * `compute/wasm/built`, as Base64: Node, tests, workers and the page all load it by a plain import.
 * The modules are part of the repository, so only a person who changes a kernel needs the compiler.
 * A test fails if they are older than the sources.
 */

const ROOT = fileURLToPath(new URL('../compute/wasm', import.meta.url));
const COMPILER = fileURLToPath(new URL('../../node_modules/assemblyscript', import.meta.url));

/** Further options of the compiler for each build. */
export const BUILDS = {
  simd: [],
  'relaxed-simd': ['--enable', 'relaxed-simd'],
} as const;
export type Build = keyof typeof BUILDS;

/** @throws Error with the compiler's message */
async function compileKernels(build: Build): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'kernels-'));
  const binary = join(folder, 'kernels.wasm');
  try {
    await promisify(execFile)(process.execPath, [
      ...[join(COMPILER, 'bin/asc.js'), join(ROOT, 'assembly/index.ts'), '--outFile', binary],
      ...['-O3', '--noAssert', '--runtime', 'stub', '--use', 'abort='],
      ...['--importMemory', '--noExportMemory', '--zeroFilledMemory'],
      // Vectors are passed between kernels, never out of the module.
      ...['--disableWarning', '112'],
      ...['--enable', 'simd', ...BUILDS[build]],
    ]);
    return await readFile(binary);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A hash of the kernels' sources, so that a test can detect old modules without compiling. */
export async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const { version } = JSON.parse(await readFile(join(COMPILER, 'package.json'), 'utf8')) as {
    version: string;
  };
  hash.update(version);
  const names = (await readdir(join(ROOT, 'assembly'))).filter((name) => name.endsWith('.ts'));
  for (const name of names.sort()) hash.update(await readFile(join(ROOT, 'assembly', name)));
  return hash.digest('hex').slice(0, 16);
}

/** The text of a build's module. */
async function kernelModule(build: Build): Promise<string> {
  const bytes = await compileKernels(build);
  const text = [
    `// Made by \`npm run build:kernels\` from sources ${await fingerprint()}; do not edit.`,
    `export default '${bytes.toString('base64')}';`,
  ].join('\n');
  return format(text, { ...(await resolveConfig(ROOT)), parser: 'typescript' });
}

export function moduleFile(build: Build): string {
  return join(ROOT, 'built', `${build}.ts`);
}

/** Writes the modules that have changed. */
export async function writeKernels(): Promise<void> {
  await mkdir(join(ROOT, 'built'), { recursive: true });
  for (const build of Object.keys(BUILDS) as Build[]) {
    const text = await kernelModule(build);
    const before = await readFile(moduleFile(build), 'utf8').catch(() => null);
    if (before !== text) await writeFile(moduleFile(build), text);
  }
}
