import { configJson, safetensorsOf } from '../../src/checkpoint/model-folder';
import { tinyModel } from './tiny-model';

/** The two files of a maze model with random weights, for a browser's file input. */
export function mazeModelFiles(side: number) {
  const model = tinyModel({
    ...{ vocab_size: 6, seq_len: side * side, pos_encodings: 'rope2d', halt_max_steps: 16 },
    puzzle: { world: 'maze', width: side, height: side },
  });
  return [
    {
      name: `maze-${side}.safetensors`,
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(safetensorsOf(model, 'F32')),
    },
    {
      name: `maze-${side}.config.json`,
      mimeType: 'application/json',
      buffer: Buffer.from(configJson(model.config)),
    },
  ];
}
