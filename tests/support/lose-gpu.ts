import type { Page } from '@playwright/test';
import { runInWorkers } from './worker-file';

type Hooked = typeof globalThis & { openDevices?: GPUDevice[] };

/** Remembers a worker's open devices. It runs in the browser, so it refers to nothing outside. */
function remember(): void {
  const open: GPUDevice[] = [];
  (globalThis as Hooked).openDevices = open;
  if (typeof GPUAdapter === 'undefined') return;
  const { requestDevice } = GPUAdapter.prototype;
  GPUAdapter.prototype.requestDevice = async function (...args) {
    const device = await requestDevice.apply(this, args);
    open.push(device);
    void device.lost.then(() => open.splice(open.indexOf(device), 1));
    return device;
  };
}

/** Lets `loseGpu` reach the devices of the page's workers. Call it before the page is opened. */
export function watchGpus(page: Page): Promise<void> {
  return runInWorkers(page, remember);
}

const workerOf = (page: Page, file: RegExp) =>
  page.workers().find((worker) => file.test(worker.url()))!;

/** Ends the devices of that file's worker, as a driver reset does. @returns how many it had */
export function loseGpu(page: Page, file: RegExp): Promise<number> {
  return workerOf(page, file).evaluate(() => {
    const { openDevices } = globalThis as Hooked;
    const devices = [...openDevices!];
    for (const device of devices) device.destroy();
    return devices.length;
  });
}

/** The number of open devices in the worker of that file. */
export function gpusOf(page: Page, file: RegExp): Promise<number> {
  return workerOf(page, file).evaluate(() => (globalThis as Hooked).openDevices!.length);
}
