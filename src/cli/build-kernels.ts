import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import { format, resolveConfig } from 'prettier';

/**
 * Compiles the kernels of `compute/wasm/assembly` for each kind of SIMD into a module of
 * `compute/wasm/built`, as Base64: Node, tests, workers and the page all load it by a plain import.
 * The modules are part of the repository, so that only who changes a kernel needs the compiler; a
 * test tells when they are older than the sources.
 */

const ROOT = fileURLToPath(new URL('../compute/wasm', import.meta.url));

/** What the compiler is told besides, for each build. */
export const BUILDS = {
  simd: [],
  'relaxed-simd': ['--enable', 'relaxed-simd'],
} as const;
export type Build = keyof typeof BUILDS;

/** @throws Error with what the compiler says */
export async function compileKernels(build: Build): Promise<Uint8Array> {
  let binary: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    [
      ...['index.ts', '--baseDir', join(ROOT, 'assembly'), '--outFile', 'kernels.wasm'],
      ...['-O3', '--noAssert', '--runtime', 'stub', '--use', 'abort='],
      ...['--importMemory', '--noExportMemory', '--zeroFilledMemory'],
      // Vectors are passed between kernels, never out of the module.
      ...['--disableWarning', '112'],
      ...['--enable', 'simd', ...BUILDS[build]],
    ],
    {
      writeFile: (name, contents) => {
        if (name === 'kernels.wasm' && typeof contents !== 'string') binary = contents;
      },
    },
  );
  if (error || !binary) throw new Error(`${error?.message ?? 'No kernels.'}\n${stderr.toString()}`);
  return binary;
}

/** What the kernels are made from, so that a test can tell old modules without compiling. */
export async function fingerprint(): Promise<string> {
  const hash = createHash('sha256').update(asc.version);
  const names = (await readdir(join(ROOT, 'assembly'))).filter((name) => name.endsWith('.ts'));
  for (const name of names.sort()) hash.update(await readFile(join(ROOT, 'assembly', name)));
  return hash.digest('hex').slice(0, 16);
}

/** The text of the module that holds a build. */
export async function kernelModule(build: Build): Promise<string> {
  const bytes = await compileKernels(build);
  const text = [
    `// Made by \`npm run build:kernels\` from sources ${await fingerprint()}; do not edit.`,
    `export default '${Buffer.from(bytes).toString('base64')}';`,
  ].join('\n');
  return format(text, { ...(await resolveConfig(ROOT)), parser: 'typescript' });
}

export function moduleFile(build: Build): string {
  return join(ROOT, 'built', `${build}.ts`);
}

/** Writes those that have changed. */
export async function writeKernels(): Promise<void> {
  await mkdir(join(ROOT, 'built'), { recursive: true });
  for (const build of Object.keys(BUILDS) as Build[]) {
    const text = await kernelModule(build);
    const before = await readFile(moduleFile(build), 'utf8').catch(() => null);
    if (before !== text) await writeFile(moduleFile(build), text);
  }
}
