/** What the paper reports of itself and of others (arXiv 2506.21734, figure 1), in percent. */
export interface Benchmark {
  readonly title: string;
  /** What is asked, in a few words. */
  readonly about: string;
  readonly scores: readonly Score[];
}

export interface Score {
  readonly who: 'HRM' | 'Direct prediction' | 'o3-mini-high' | 'Claude 3.7, 8K' | 'DeepSeek R1';
  readonly percent: number;
}

function scores(
  hrm: number,
  direct: number,
  o3: number,
  claude: number,
  deepseek: number,
): Score[] {
  return [
    { who: 'HRM', percent: hrm },
    { who: 'Direct prediction', percent: direct },
    { who: 'o3-mini-high', percent: o3 },
    { who: 'Claude 3.7, 8K', percent: claude },
    { who: 'DeepSeek R1', percent: deepseek },
  ];
}

export const BENCHMARKS: readonly Benchmark[] = [
  {
    title: 'ARC-AGI-1',
    about: 'public evaluation tasks',
    scores: scores(40.3, 21, 34.5, 21.2, 15.8),
  },
  { title: 'ARC-AGI-2', about: 'public evaluation tasks', scores: scores(5, 0, 3, 0.9, 1.3) },
  { title: 'Sudoku-Extreme', about: '9×9, very hard', scores: scores(55, 0, 0, 0, 0) },
  { title: 'Maze-Hard', about: '30×30, a shortest way', scores: scores(74.5, 0, 0, 0, 0) },
];

/** What others found since, each with its source. */
export interface Finding {
  readonly who: string;
  readonly arxiv?: string;
  readonly url?: string;
  readonly says: string;
  /** What a visitor can try of it on this page, if anything. */
  readonly here?: string;
}

export const CRITICS: readonly Finding[] = [
  {
    who: 'ARC Prize',
    url: 'https://arcprize.org/blog/hrm-analysis',
    says: 'On hidden tasks HRM solves 32 % of ARC-AGI-1 and 2 % of ARC-AGI-2. A plain Transformer of the same size, thinking in segments too, comes within about five points. The outer loop does most of the work, and most of what is learned is learned from the very tasks that are asked.',
  },
  {
    who: 'TRM, “Less is More”',
    arxiv: '2510.04871',
    says: 'One module of two layers for both states, 5 to 7 million parameters, the gradient through the whole last cycle: 87.4 % on Sudoku-Extreme, 85.3 % on Maze-Hard, 45 % on ARC-AGI-1 and 8 % on ARC-AGI-2.',
    here: 'The models here take its gradient.',
  },
  {
    who: '“Reasoning or Guessing?”',
    arxiv: '2601.10679',
    says: 'HRM can fail on a grid with a single blank, and can rest in a wrong fixed point. Many attempts over renamed digits, and the surest answer taken: from 55 to 96.9 % on Sudoku-Extreme.',
    here: 'Think in several chains, or start over if unsure.',
  },
  {
    who: '“Perspectives and misconceptions”',
    arxiv: '2510.00355',
    says: 'The outer loop and how far the gradient reaches matter; the hierarchy matters little.',
    here: 'Teach a model and set its gradient horizon.',
  },
];

export const SINCE: readonly Finding[] = [
  {
    who: 'Universal Reasoning Model (URM)',
    arxiv: '2512.14693',
    says: 'Recurrence and a strong non-linearity carry the result, not the hierarchy: 53.8 % on ARC-AGI-1 and 16 % on ARC-AGI-2 at the first attempt.',
  },
  {
    who: 'Recursive Stem Model (RSM)',
    arxiv: '2603.15641',
    says: 'The loss at the last step only, at a depth drawn at random: 97.5 % on Sudoku-Extreme and 80 % on Maze-Hard after an hour on one A100.',
  },
  {
    who: 'Contraction Mapping Model (CMM)',
    arxiv: '2603.22871',
    says: 'Convergence is enforced. With 0.26 million parameters, fewer than any model on this page: 85.4 % on Sudoku-Extreme and 82.2 % on mazes.',
  },
  {
    who: 'Equilibrium Reasoners (EqR)',
    arxiv: '2605.21488',
    says: 'Right answers are made stable resting points, by starting from random states and a little noise on the way: 99.8 % on Sudoku-Extreme, and more steps help to forty times the depth of training.',
    here: 'Let chains differ by noise, and watch which ones come to rest.',
  },
];
