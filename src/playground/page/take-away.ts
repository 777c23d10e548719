import { configJson, safetensorsOf } from '../../checkpoint/model-folder';
import type { HrmModel } from '../../hrm/parameters';
import { onnxFile } from '../../reasoning/onnx-file';

/** The files one can take away from a model. */
export const TAKE_AWAY = {
  weights: 'Weights, .safetensors',
  config: 'config.json beside them',
  onnx: 'One segment, .onnx',
} as const;
export type TakeAwayKind = keyof typeof TAKE_AWAY;

export interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * A file of a model: weights and config are a model folder, which the official code and this page
 * read.
 * @param title what the model is called; it becomes part of the names
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

/** A title as every file system takes it. */
export function fileName(title: string): string {
  const plain = title
    .toLowerCase()
    .replaceAll('×', 'x')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return plain === '' ? 'model' : plain;
}

/** Hands a file to the browser's downloads. */
export function download({ name, bytes }: NamedFile): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers fetch the address only after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
