import { configJson, safetensorsOf } from '../../checkpoint/model-folder';
import type { HrmModel } from '../../hrm/parameters';
import { onnxFile } from '../../reasoning/onnx-file';
import { fileName, type NamedFile } from './download';

/** The files that can be downloaded of a model. */
export const TAKE_AWAY = {
  weights: 'Weights, .safetensors',
  config: 'config.json beside them',
  onnx: 'One segment, .onnx',
} as const;
export type TakeAwayKind = keyof typeof TAKE_AWAY;

/**
 * A file of a model: weights and config are a model folder, which the official code and this page
 * read.
 * @param title the model's name; it becomes part of the file names
 * @throws CheckpointError if a weight is missing or not finite
 */
export function fileOf(model: HrmModel, title: string, kind: TakeAwayKind): NamedFile {
  const stem = fileName(title);
  switch (kind) {
    case 'weights':
      return { name: `${stem}.safetensors`, bytes: safetensorsOf(model, 'F32') };
    case 'config':
      return {
        name: `${stem}.config.json`,
        bytes: new TextEncoder().encode(configJson(model.config)),
      };
    case 'onnx':
      return { name: `${stem}.onnx`, bytes: Uint8Array.from(onnxFile(model)) };
  }
}
