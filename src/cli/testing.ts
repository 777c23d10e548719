import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, vi } from 'vitest';
import { registerDataset } from './dataset';

/**
 * `hrm dataset WORLD`, run within the test, with a new folder for each test of a file. Only tests
 * import this.
 */
export function datasetCommand(world: string) {
  let folder: string;
  let printed: string[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), `hrm-dataset-${world}-`));
    printed = [];
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    vi.spyOn(console, 'log').mockImplementation((text: string) => printed.push(text));
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await rm(folder, { recursive: true });
  });

  const path = (...names: string[]) => join(folder, ...names);
  /** The output of `hrm dataset WORLD ARGUMENTS`. */
  const run = async (line: string) => {
    const program = new Command().exitOverride();
    registerDataset(program);
    await program.parseAsync(['dataset', world, ...line.split(' ')], { from: 'user' });
    return printed.splice(0).join('\n');
  };
  /** The text of the file written by `hrm dataset WORLD ARGUMENTS --out FILE`. */
  const dataset = async (line: string, file = 'out') => {
    await run(`${line} --out ${path(file)}`);
    return readFile(path(file), 'utf8');
  };
  return { path, run, dataset };
}
