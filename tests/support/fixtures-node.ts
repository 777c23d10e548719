import { readFileSync } from 'node:fs';
import { assembleModel } from '../../src/checkpoint/model-folder';
import type { HrmModel } from '../../src/hrm/parameters';
import type { ExpectedFigures } from './parity';
import type { ExpectedSteps } from './step-parity';

const folder = new URL('../fixtures/', import.meta.url);

function read(name: string, file: string): Buffer {
  return readFileSync(new URL(`${name}/${file}`, folder));
}

export function loadFixture(name: string): {
  model: HrmModel;
  expected: ExpectedFigures & ExpectedSteps;
} {
  const json = (file: string): unknown => JSON.parse(read(name, file).toString('utf8'));
  return {
    model: assembleModel(json('config.json'), new Uint8Array(read(name, 'model.safetensors'))),
    expected: json('expected.json') as ExpectedFigures & ExpectedSteps,
  };
}
