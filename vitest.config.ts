import { availableParallelism } from 'node:os';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { relaxedSimd } from 'wasm-feature-detect';
import { findBrowser, launchArguments } from './tests/browser.ts';

const executablePath = findBrowser();
/** Node 20 has relaxed SIMD only behind a flag, which later versions may not know. */
const relaxed = (await relaxedSimd()) ? [] : ['--experimental-wasm-relaxed-simd'];

/**
 * Limits in milliseconds, far longer than any test takes alone, so that none fails on a busy machine. A
 * hook may prepare what takes as long as a test.
 */
const limits = (most: number) => ({ testTimeout: most, hookTimeout: most });

/** Whole models and training runs, which take some minutes on an emulated GPU: `EMULATED=all`. */
const LONG =
  process.env.EMULATED === 'all'
    ? []
    : ['parity', 'training', 'arc', 'inner-session', 'tile-choice'];

export default defineConfig({
  test: {
    // Without it one of two cores would be idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['src/**/*.test.ts', 'tests/unit/**/*.test.ts'],
          benchmark: { include: ['tests/bench/**/*.bench.ts'] },
          ...limits(120_000),
        },
      },
      ...(['simd', 'relaxed-simd'] as const).map((build) => ({
        // The WebAssembly kernels run in Node as in a browser.
        test: {
          name: build,
          environment: 'node' as const,
          env: { KERNELS: build },
          include: ['ops', 'gradients', 'learning', 'training', 'arc', 'inner-session'].map(
            (name) => `tests/kernels/${name}.test.ts`,
          ),
          pool: 'forks' as const,
          execArgv: build === 'simd' ? [] : relaxed,
          ...limits(120_000),
        },
      })),
      {
        // The WGSL kernels also run in Node, on an emulated GPU that checks every access for races.
        test: {
          name: 'emulated',
          environment: 'node',
          env: { KERNELS: 'webgpu', EMULATED: 'yes', STEPS: process.env.STEPS ?? '2' },
          setupFiles: ['tests/support/gpu-emulator/install.ts'],
          pool: 'forks',
          // Each kernel runs only a few times, in one large function that calls many small ones.
          execArgv: ['--always-sparkplug', '--max-inlined-bytecode-size-cumulative=5000'],
          include: ['tests/kernels/**/*.test.ts'],
          exclude: LONG.map((name) => `tests/kernels/${name}.test.ts`),
          ...limits(600_000),
        },
      },
      {
        // The WGSL kernels run in a browser on a WebGPU adapter, as in normal use.
        test: {
          name: 'gpu',
          env: { KERNELS: 'webgpu', ...(process.env.STEPS && { STEPS: process.env.STEPS }) },
          include: ['tests/kernels/**/*.test.ts'],
          ...limits(180_000),
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            instances: [{ browser: 'chromium' }],
            provider: playwright({
              launchOptions: {
                ...(executablePath && { executablePath }),
                args: launchArguments('webgpu'),
              },
            }),
          },
        },
      },
    ],
  },
});
