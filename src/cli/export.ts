import type { Command } from 'commander';
import { safetensorsOf } from '../checkpoint/model-folder';
import { onnxFile } from '../reasoning/onnx-file';
import { writeAtomically } from './atomic-file';
import { loadModel } from './load-model';
import { SET_OPTION } from './options';
import { UsageError } from './usage-error';
import { writeModelFolder } from './write-model-folder';

interface ExportOptions {
  readonly model: string;
  readonly set?: readonly string[];
  readonly out: string;
  readonly dtype: string;
}

export function registerExport(program: Command): void {
  program
    .command('export')
    .description('write a model for other tools')
    .requiredOption('--model <dir>', 'model folder')
    .option(...SET_OPTION)
    .requiredOption(
      '--out <path>',
      'FILE.onnx, FILE.safetensors, or a folder for both files of a model',
    )
    .option('--dtype <type>', 'numbers in safetensors: F32 or F16', 'F32')
    .action(exportModel);
}

async function exportModel({ model: folder, set, out, dtype }: ExportOptions): Promise<void> {
  if (dtype !== 'F32' && dtype !== 'F16') {
    throw new UsageError(`--dtype must be F32 or F16, not ${dtype}.`);
  }
  const model = await loadModel(folder, set);
  if (out.endsWith('.onnx')) await writeAtomically(out, (write) => write(onnxFile(model)));
  else if (out.endsWith('.safetensors')) {
    await writeAtomically(out, (write) => write(safetensorsOf(model, dtype)));
  } else await writeModelFolder(out, model, dtype);
  console.error(`wrote ${out}`);
}
