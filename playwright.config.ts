import { defineConfig } from '@playwright/test';
import { findBrowser, launchArguments } from './tests/browser';
import { freePort } from './tests/free-port';

const executablePath = findBrowser();
const port = freePort();

/** End-to-end tests on the built page, in a Chromium with WebGPU and in one without. */
export default defineConfig({
  testDir: 'tests/e2e',
  // Far above what any test takes alone: two run at once, and other work must not fail them.
  timeout: 120_000,
  expect: { timeout: 40_000 },
  workers: 2,
  reporter: [['list']],
  use: { baseURL: `http://127.0.0.1:${port}/`, viewport: { width: 1280, height: 900 } },
  webServer: {
    command: `npx vite build --logLevel error && npx vite preview --host 127.0.0.1 --port ${port} --strictPort`,
    url: `http://127.0.0.1:${port}/`,
    timeout: 120_000,
    reuseExistingServer: false,
  },
  projects: [
    {
      name: 'webgpu',
      testIgnore: 'fallback.spec.ts',
      use: {
        launchOptions: {
          ...(executablePath && { executablePath }),
          args: launchArguments('webgpu'),
        },
      },
    },
    {
      name: 'without-webgpu',
      testMatch: 'fallback.spec.ts',
      use: {
        launchOptions: { ...(executablePath && { executablePath }), args: launchArguments('none') },
      },
    },
  ],
});
