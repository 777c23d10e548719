import type { HrmSession } from '../hrm/session';
import type { Random } from '../puzzles/random';

/** What a group of chains answers for one puzzle after a segment. */
export interface ChainAnswer {
  /** Predicted tokens, in the puzzle's own labels. */
  readonly tokens: Uint8Array;
  readonly qHalt: number;
  readonly qContinue: number;
}

/** Thinks about up to `width` puzzles at once, each in several chains. */
export interface ChainThinker {
  readonly width: number;
  /** @param puzzles at most `width` Sudokus as tokens; the rest of the batch repeats the last. */
  begin(puzzles: readonly Uint8Array[]): Promise<void>;
  /** One segment; an answer for each puzzle begun. */
  segment(): Promise<ChainAnswer[]>;
}

/** Token of a Sudoku's digit 1; below it stand padding and blank, which keep their meaning. */
const FIRST_DIGIT = 2;

/**
 * Breadth of thought (arXiv 2601.10679): the same Sudoku under several relabellings of its digits,
 * thought about as one batch. After each segment the chain whose Q head is surest answers, with its
 * relabelling undone. The first chain keeps the puzzle's own labels, so one chain is plain thinking.
 *
 * @param session its batch must be a multiple of `chains`
 */
export function openChains(session: HrmSession, chains: number, random: Random): ChainThinker {
  const width = session.batch / chains;
  if (!Number.isInteger(width)) {
    throw new RangeError(`A batch of ${session.batch} does not hold whole groups of ${chains}.`);
  }
  let begun = 0;
  let labels: Uint8Array[] = [];

  return {
    width,
    async begin(puzzles) {
      begun = puzzles.length;
      const cells = puzzles[0]!.length;
      const digits = Math.sqrt(cells);
      labels = Array.from({ length: session.batch }, (_, row) =>
        relabelling(digits, row % chains === 0 ? null : random),
      );
      const tokens = new Uint32Array(session.batch * cells);
      labels.forEach((map, row) => {
        const puzzle = puzzles[Math.min(Math.floor(row / chains), begun - 1)]!;
        puzzle.forEach((token, cell) => (tokens[row * cells + cell] = map[token]!));
      });
      await session.begin(tokens);
    },
    async segment() {
      const { tokens, qHalt, qContinue } = await session.segment();
      const cells = tokens.length / session.batch;
      return Array.from({ length: begun }, (_, puzzle) => {
        let surest = puzzle * chains;
        for (let row = surest + 1; row < (puzzle + 1) * chains; row++) {
          if (qHalt[row]! > qHalt[surest]!) surest = row;
        }
        const map = labels[surest]!;
        return {
          tokens: Uint8Array.from(tokens.subarray(surest * cells, (surest + 1) * cells), (token) =>
            map.indexOf(token),
          ),
          qHalt: qHalt[surest]!,
          qContinue: qContinue[surest]!,
        };
      });
    },
  };
}

/** New token of each token; `null` for the identity. */
function relabelling(digits: number, random: Random | null): Uint8Array {
  const map = Uint8Array.from({ length: FIRST_DIGIT + digits }, (_, token) => token);
  if (random !== null) random.shuffle(map.subarray(FIRST_DIGIT));
  return map;
}
