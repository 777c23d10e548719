import type { Page } from '@playwright/test';
import { runInWorkers } from './worker-file';

interface Hooks {
  openDevices?: GPUDevice[];
  /** Submits after which the open devices end. */
  submitsLeft?: number;
}
type Hooked = typeof globalThis & Hooks;

/**
 * Remembers a worker's open devices, and ends them after a number of submits. It runs in the
 * browser, so it refers to nothing outside.
 */
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
  const { submit } = GPUQueue.prototype;
  GPUQueue.prototype.submit = function (...args) {
    submit.apply(this, args);
    const hooked = globalThis as Hooked;
    if (hooked.submitsLeft === undefined || --hooked.submitsLeft > 0) return;
    delete hooked.submitsLeft;
    for (const device of [...open]) device.destroy();
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

/**
 * Ends the devices of that file's worker in the middle of its work, after so many submits from now,
 * however fast the machine is.
 * @returns whether that is still to come
 */
export async function loseGpuAfter(page: Page, file: RegExp, submits: number) {
  const worker = workerOf(page, file);
  await worker.evaluate((left) => void ((globalThis as Hooked).submitsLeft = left), submits);
  return () => worker.evaluate(() => (globalThis as Hooked).submitsLeft !== undefined);
}

/** The number of open devices in the worker of that file. */
export function gpusOf(page: Page, file: RegExp): Promise<number> {
  return workerOf(page, file).evaluate(() => (globalThis as Hooked).openDevices!.length);
}
