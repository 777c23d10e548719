import { writeAtomically } from './atomic-file';
import { UsageError } from './usage-error';

export interface DatasetOptions {
  readonly count: number;
  /** CSV to write. */
  readonly out: string;
  /** Names of the columns. */
  readonly columns: readonly string[];
  /** The file whose puzzles are left out, if there is one. */
  readonly exclude: string | undefined;
  /** Whether the summary is printed as JSON. */
  readonly json: boolean;
}

/** If this many puzzles in a row are all excluded, there are probably no others. */
const EXCLUDED_IN_A_ROW = 10_000;
const PROGRESS_EVERY_MS = 2000;

/**
 * Writes a data set and prints its summary.
 * @param next the fields of a fresh puzzle, or `null` for one that is excluded
 * @throws UsageError if the file cannot be written or only excluded puzzles come
 */
export async function writeDataset(
  { count, out, columns, exclude, json }: DatasetOptions,
  next: () => readonly (string | number)[] | null,
): Promise<void> {
  const started = performance.now();
  let leftOut = 0;
  await writeAtomically(out, async (write) => {
    await write(`${columns.join()}\n`);
    const progress = createProgress(count);
    for (let made = 0, inARow = 0; made < count;) {
      const fields = next();
      if (fields === null) {
        leftOut++;
        if (++inARow < EXCLUDED_IN_A_ROW) continue;
        const reason = `all of the last ${inARow} are in ${exclude}`;
        throw new UsageError(`Only ${made} of ${count} puzzles could be made: ${reason}.`);
      }
      inARow = 0;
      await write(`${fields.join()}\n`);
      progress(++made);
    }
  });

  const seconds = (performance.now() - started) / 1000;
  if (json) {
    console.log(JSON.stringify({ count, excluded: leftOut, seconds, out }));
    return;
  }
  const note = leftOut > 0 ? `, ${leftOut} left out` : '';
  console.error(`${count} puzzles in ${seconds.toFixed(1)} s${note}: ${out}`);
}

/** A line on stderr every few seconds, none for short work. */
function createProgress(count: number): (made: number) => void {
  const started = performance.now();
  let told = started;
  return (made) => {
    const now = performance.now();
    if (now - told < PROGRESS_EVERY_MS) return;
    told = now;
    const rate = Math.round((1000 * made) / (now - started));
    console.error(`${made} of ${count} puzzles, ${rate} a second`);
  };
}
