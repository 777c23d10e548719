/** The chapters of the argument, in its order: the fragment of a link to each, and its title. */
export const CHAPTERS = {
  'why-depth': 'Why depth?',
  'two-clocks': 'Two clocks',
  converging: 'Converging, and waking up again',
  'one-step': 'The one-step gradient',
  supervision: 'An answer after every segment',
  halting: 'Knowing when to stop',
  results: 'What the paper reports',
  longer: 'What does more thinking buy?',
  dimensions: 'How many dimensions?',
  critics: 'Is it the hierarchy?',
} as const;

export type ChapterId = keyof typeof CHAPTERS;
