import { CheckpointError } from '../../src/checkpoint/error';
import { ConfigError } from '../../src/hrm/config';
import { PuzzleFormatError } from '../../src/puzzles/format-error';
import { createRandom } from '../../src/puzzles/random';
import { MeasuredError } from '../../src/reasoning/measured';
import { mutate } from './mutate';
import { READERS, type Reader } from './readers';

/** Errors that a reader may throw: their message is a sentence for the user. */
const EXPECTED = [CheckpointError, ConfigError, PuzzleFormatError, MeasuredError];
/** The most characters of a message, and the most milliseconds of CPU time of a reader. */
const LONGEST = 1000;
const SLOWEST = 2000;

export interface Finding {
  readonly reader: string;
  readonly problem: string;
  readonly input: Uint8Array;
}

export interface Attack {
  readonly inputs: number;
  readonly refused: number;
  readonly slowest: { readonly reader: string; readonly milliseconds: number };
  readonly findings: readonly Finding[];
}

/** What a reader does wrong with an input, or `null`; and whether it refused the input. */
export async function take(
  reader: Reader,
  input: Uint8Array,
): Promise<{ problem: string | null; refused: boolean }> {
  let said: readonly string[];
  let refused = false;
  try {
    said = await reader.read(input);
  } catch (error) {
    refused = true;
    if (!EXPECTED.some((kind) => error instanceof kind)) {
      return {
        problem: error instanceof Error ? (error.stack ?? error.message) : String(error),
        refused,
      };
    }
    said = [(error as Error).message];
  }
  const long = said.find(({ length }) => length > LONGEST);
  if (long !== undefined) return { problem: `a message of ${long.length} characters`, refused };
  return { problem: null, refused };
}

/** Corrupts the seeds of all readers in turn. The same seed gives the same inputs. */
export async function attack(count: number, seed: number, readers = READERS): Promise<Attack> {
  const random = createRandom(seed);
  const findings: Finding[] = [];
  let refused = 0;
  let slowest = { reader: '', milliseconds: 0 };
  for (let index = 0; index < count; index++) {
    const reader = readers[index % readers.length]!;
    const input = mutate(reader.seeds[random.below(reader.seeds.length)]!, random);
    const started = process.cpuUsage();
    const { problem, refused: isRefused } = await take(reader, input);
    const { user, system } = process.cpuUsage(started);
    const milliseconds = (user + system) / 1000;
    if (isRefused) refused++;
    if (milliseconds > slowest.milliseconds) slowest = { reader: reader.name, milliseconds };
    if (problem !== null) findings.push({ reader: reader.name, problem, input });
    else if (milliseconds > SLOWEST) {
      findings.push({ reader: reader.name, problem: `took ${Math.round(milliseconds)} ms`, input });
    }
  }
  return { inputs: count, refused, slowest, findings };
}
