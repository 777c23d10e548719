import type { Command } from 'commander';
import { registerArcDataset } from './dataset-arc';
import { registerMazeDataset } from './dataset-maze';
import { registerSudokuDataset } from './dataset-sudoku';

/** `hrm dataset WORLD`: each world has options of its own. */
export function registerDataset(program: Command): void {
  const dataset = program.command('dataset').description('make a data set');
  registerSudokuDataset(dataset);
  registerMazeDataset(dataset);
  registerArcDataset(dataset);
}
