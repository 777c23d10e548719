import { Command, CommanderError } from 'commander';
import { CheckpointError } from '../checkpoint/error';
import { isOwnFault } from '../compute/own-fault';
import { registerBench } from './bench';
import { registerDataset } from './dataset';
import { registerEval } from './eval';
import { registerExport } from './export';
import { registerInspect } from './inspect';
import { oneLine } from './one-line';
import { registerRead } from './read';
import { registerStep } from './step';
import { registerTrace } from './trace';
import { registerTrain } from './train';
import { UsageError } from './usage-error';

/** `hrm`: the command line. Results go to stdout, progress and errors to stderr. */
async function main(): Promise<void> {
  const program = new Command('hrm')
    .description('Run a Hierarchical Reasoning Model on puzzles.')
    .configureOutput({ outputError: (text, write) => write(text.trimEnd() + '\n') });
  registerTrace(program);
  registerEval(program);
  registerDataset(program);
  registerExport(program);
  registerInspect(program);
  registerBench(program);
  registerRead(program);
  registerStep(program);
  registerTrain(program);
  const strict = (command: Command) => {
    command.exitOverride();
    command.commands.forEach(strict);
  };
  strict(program);
  await program.parseAsync();
}

/** Whether the user can mend an error; then it is printed as a sentence without a stack. */
function isUsage(error: unknown): error is Error {
  return error instanceof UsageError || error instanceof CheckpointError || isOwnFault(error);
}

// A reader such as `head` may close the pipe early; that is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

main().then(
  // Dawn and ONNX Runtime keep handles open, so the process must be ended explicitly.
  () => process.stdout.write('', () => process.exit(0)),
  (error: unknown) => {
    if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2);
    if (isUsage(error)) {
      console.error(`error: ${oneLine(error.message)}`);
      process.exit(2);
    }
    console.error(error);
    process.exit(1);
  },
);
