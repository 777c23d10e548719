import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

/**
 * Usual places of Chromium or Chrome. The headless shell of Debian has no window to draw, so tests take
 * four fifths of the time there.
 */
const SYSTEM_BROWSERS = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * Path of the Chromium for the tests: the environment variable `HRM_BROWSER`, otherwise Playwright's
 * own if it is installed, otherwise the system's; `undefined` if there is none.
 * @throws Error when `HRM_BROWSER` names a file that does not exist
 */
export function findBrowser(): string | undefined {
  const wanted = process.env.HRM_BROWSER;
  if (wanted) {
    if (!existsSync(wanted))
      throw new Error(`HRM_BROWSER is ${wanted}, but there is no such file.`);
    return wanted;
  }
  return [chromium.executablePath(), ...SYSTEM_BROWSERS].find((path) => existsSync(path));
}

/** The time limit of a browser download, in milliseconds. */
const INSTALL_PATIENCE = 180_000;

/**
 * Finds a browser, or lets Playwright install one.
 * @throws Error saying what is missing and what to do
 */
export function ensureBrowser(): string {
  const found = findBrowser();
  if (found !== undefined) return found;
  console.error(
    'The tests need Chromium, and none was found. Install Chromium or Chrome, or set HRM_BROWSER to ' +
      'the path of one. Playwright now tries to install its own, which may take a minute.',
  );
  // Without a network Playwright prints long stack traces that say no more than that.
  spawnSync('npx', ['playwright', 'install', 'chromium'], {
    stdio: 'ignore',
    shell: process.platform === 'win32',
    timeout: INSTALL_PATIENCE,
  });
  const installed = findBrowser();
  if (installed !== undefined) return installed;
  throw new Error('Playwright could not install a Chromium either; nothing was tested.');
}

/**
 * Workgroup memory must begin as zeros. If SwiftShader sets it to zero itself, it compiles one store
 * for every number, which takes a second instead of a twentieth. So the kernel does it.
 */
const ZERO_BY_LOOP =
  '--disable-dawn-features=use_vulkan_zero_initialize_workgroup_memory_extension';

/**
 * Chromium's arguments: with WebGPU (on SwiftShader where there is no GPU), or without it.
 */
export function launchArguments(gpu: 'webgpu' | 'none'): string[] {
  const root = process.platform === 'linux' && process.getuid?.() === 0;
  return [
    ...(root ? ['--no-sandbox'] : []),
    ...(gpu === 'webgpu'
      ? ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', ZERO_BY_LOOP]
      : ['--disable-features=WebGPU,WebGPUService', '--disable-gpu']),
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ];
}
