import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

/** Where systems keep a Chromium or Chrome. */
const SYSTEM_BROWSERS = [
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
 * Path of the Chromium the tests run in: the environment variable `HRM_BROWSER`, Playwright's own if
 * it is installed, else the system's; `undefined` if there is none.
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

/** Milliseconds a download of a browser may take. */
const INSTALL_PATIENCE = 180_000;

/**
 * A browser at any price: found, or installed by Playwright.
 * @throws Error saying what is missing and what to do
 */
export function ensureBrowser(): string {
  const found = findBrowser();
  if (found !== undefined) return found;
  console.error(
    'The tests need a Chromium and none was found: install Chromium or Chrome, or set HRM_BROWSER to ' +
      'the path of one. Playwright is asked for its own now, which may take a minute.',
  );
  // Where there is no network, its pages of stack traces say no more than that.
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
 * Workgroup memory begins as zeros. SwiftShader, told to see to that itself, writes out a store for
 * every number and takes a second to compile what else takes a twentieth; so the kernel does it.
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
