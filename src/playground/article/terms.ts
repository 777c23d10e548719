/**
 * Parts of the page that a term of the text can highlight, on the stage and in figures and
 * formulas. An element has its part in `data-part`.
 */
export type Part = 'grid' | 'segments' | 'limit' | 'q' | 'halt' | 'z_H' | 'z_L' | 'x';

interface Term {
  readonly name: string;
  readonly part: Part;
  /** Its meaning in a sentence or two. */
  readonly means: string;
}

/** The terms of the article, each with its part. */
export const TERMS = {
  segment: {
    name: 'Segment',
    part: 'segments',
    means:
      'One round of thought: the two states take their steps, then the model fills in the whole grid once. Each dot on the timeline is one.',
  },
  limit: {
    name: 'ACT limit',
    part: 'limit',
    means: 'The most segments a thought may take. The handle on the timeline sets it.',
  },
  qHead: {
    name: 'Q head',
    part: 'q',
    means:
      'A small layer beside the answer. After each segment it says how likely the grid is right; the bars on the timeline show it.',
  },
  halt: {
    name: 'Halting',
    part: 'halt',
    means:
      'The model stops by itself after the first segment at which the Q head is sure enough: above the dotted line.',
  },
  slow: {
    name: 'The slow state',
    part: 'z_H',
    means: 'One vector for each cell. It moves once in each cycle, and the answer is read from it.',
  },
  fast: {
    name: 'The fast state',
    part: 'z_L',
    means: 'One vector for each cell. It moves several times in each cycle and sees the puzzle.',
  },
  puzzle: {
    name: 'The embedded puzzle',
    part: 'x',
    means: 'The puzzle as vectors, one for each cell. Every fast step reads it again.',
  },
  answer: {
    name: 'The answer',
    part: 'grid',
    means: 'What the model would answer now: every cell at once, read from the slow state.',
  },
} as const satisfies Readonly<Record<string, Term>>;

export type TermId = keyof typeof TERMS;

/** A term by its key; `null` where there is none. */
export function termOf(id: string | null): Term | null {
  return id !== null && id in TERMS ? TERMS[id as TermId] : null;
}

/** The id of the element with the meaning of a term. */
export const meaningId = (id: TermId): string => `term-${id}`;
