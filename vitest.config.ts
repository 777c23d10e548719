import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { findBrowser, launchArguments } from './tests/browser';

const executablePath = findBrowser();

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['src/**/*.test.ts', 'tests/unit/**/*.test.ts'],
          // Far above what any test takes alone: a loaded machine must not fail them.
          testTimeout: 120_000,
        },
      },
      {
        // The kernels run where they are used: in a browser, on a WebGPU adapter.
        test: {
          name: 'gpu',
          include: ['tests/kernels/**/*.test.ts'],
          testTimeout: 180_000,
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
