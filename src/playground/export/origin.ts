/** What made a file: every picture and every table taken away says it. */
export interface Origin {
  /** What the file shows, in a few words. */
  readonly title: string;
  readonly model: string;
  /** The puzzle as its world writes it in one line, or the name of a task. */
  readonly puzzle: string;
  /** Leads back to what was on the page. */
  readonly link: string;
}

export const GENERATOR = 'HRM Playground';

/** One sentence for formats that have room for a comment only. */
export function originLine({ title, model, puzzle, link }: Origin): string {
  return `${title}. Model: ${model}. Puzzle: ${puzzle}. Made with ${GENERATOR}: ${link}`;
}

/**
 * A short name for a puzzle, the same for the same text: a file's name tells puzzles apart by it.
 * FNV-1a, 32 bits, in six digits of base 36.
 */
export function shortNameOf(puzzle: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < puzzle.length; at++) {
    hash = Math.imul(hash ^ puzzle.charCodeAt(at), 0x01000193);
  }
  return (hash >>> 0).toString(36).padStart(7, '0').slice(-6);
}
