/** How often something is run to be timed. */
export interface RunCounts {
  /** Rounds before those that count, because engines need time to compile hot code. */
  readonly warmups: number;
  /** Smallest number of rounds; 1 unless given. */
  readonly least?: number;
  readonly most: number;
  /** Milliseconds after which no round above `least` begins; no limit unless given. */
  readonly within?: number;
  /** Milliseconds of the clock; wall-clock time unless given. */
  readonly clock?: () => number;
}

/**
 * Times runs of one or several things in turn, so that other work on the machine slows all of them
 * alike. A warm-up that takes longer than `within` counts, as others would take too long.
 * @returns for each of them the milliseconds of its runs
 */
export async function timeRuns(
  runs: readonly (() => Promise<unknown>)[],
  { warmups, least = 1, most, within = Infinity, clock = () => performance.now() }: RunCounts,
): Promise<number[][]> {
  const times = runs.map((): number[] => []);
  const started = performance.now();
  const isEnough = (rounds: number) =>
    rounds >= least && (rounds >= most || performance.now() - started >= within);
  for (let warm = 0; warm < warmups || !isEnough(times[0]!.length); warm++) {
    for (const [at, run] of runs.entries()) {
      const before = clock();
      await run();
      const taken = clock() - before;
      if (warm >= warmups || taken >= within) times[at]!.push(taken);
    }
  }
  return times;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
