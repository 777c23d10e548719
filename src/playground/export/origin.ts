/** The origin of a file, written into every exported picture and table. */
export interface Origin {
  /** What the file shows, in a few words. */
  readonly title: string;
  readonly model: string;
  /** The puzzle in one line, or the name of a task. */
  readonly puzzle: string;
  /** A link back to the same state of the page. */
  readonly link: string;
}

export const GENERATOR = 'HRM Playground';

/** One sentence for formats that allow only a comment. */
export function originLine({ title, model, puzzle, link }: Origin): string {
  return `${title}. Model: ${model}. Puzzle: ${puzzle}. Made with ${GENERATOR}: ${link}`;
}

/**
 * A short name for a puzzle, the same for the same text: it distinguishes puzzles in file names.
 * FNV-1a, 32 bits, in six digits of base 36.
 */
export function shortNameOf(puzzle: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < puzzle.length; at++) {
    hash = Math.imul(hash ^ puzzle.charCodeAt(at), 0x01000193);
  }
  return (hash >>> 0).toString(36).padStart(7, '0').slice(-6);
}
