import type { PlaygroundState } from '../store/state';
import type { Instrument } from '../store/view';

/** The paper's results for itself and others (arXiv 2506.21734, figure 1), in percent. */
export interface Benchmark {
  readonly title: string;
  /** The benchmark in a few words. */
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

/** How a visitor can try a finding on this page. */
export interface Trial {
  readonly does: string;
  readonly act: (state: PlaygroundState) => void;
  readonly instrument?: true;
  /** The world to try it in, if not in all. */
  readonly only?: string;
}

/** Later findings of others, each with its source. */
export interface Finding {
  readonly who: string;
  readonly arxiv?: string;
  readonly url?: string;
  readonly says: string;
  readonly here?: readonly Trial[];
}

const open = (does: string, instrument: Instrument): Trial => ({
  does,
  act: (state) => state.chooseInstrument(instrument),
  instrument: true,
});

const STARTS: Trial = {
  does: 'start from many states',
  act: (state) => state.setLooksInside(true),
  instrument: true,
};

export const CRITICS: readonly Finding[] = [
  {
    who: 'ARC Prize',
    url: 'https://arcprize.org/blog/hrm-analysis',
    says: 'On hidden tasks HRM solves 32 % of ARC-AGI-1 and 2 % of ARC-AGI-2. A plain Transformer of the same size that also thinks in segments comes within about five points. So the outer loop does most of the work, and most of the learning comes from the tested tasks themselves.',
  },
  {
    who: 'TRM, “Less is More”',
    arxiv: '2510.04871',
    says: 'One module of two layers writes both states, with 5 to 7 million parameters, and the gradient goes through the whole last cycle: 87.4 % on Sudoku-Extreme, 85.3 % on Maze-Hard, 45 % on ARC-AGI-1 and 8 % on ARC-AGI-2. The models on this page learned with that gradient.',
    here: [{ ...open('put it beside HRM', 'compare'), only: 'sudoku' }],
  },
  {
    who: '“Reasoning or Guessing?”',
    arxiv: '2601.10679',
    says: 'HRM can fail on a grid with a single blank, and can come to rest on a wrong answer. With many chains over renamed digits, of which the surest one answers, it solves 96.9 % of Sudoku-Extreme in place of 55 %.',
    here: [
      {
        does: 'think in eight chains',
        act: (state) => {
          state.setNumChains(8);
          state.chooseInstrument('wider');
        },
        instrument: true,
      },
      STARTS,
    ],
  },
  {
    who: '“Perspectives and misconceptions”',
    arxiv: '2510.00355',
    says: 'The outer loop matters, and so does how far the gradient reaches; the hierarchy matters little.',
  },
  {
    who: '“Disentangling gradient quality from architecture”',
    url: 'https://huggingface.co/heyiamjj',
    says: 'A small flat recurrence solves 18.9 % with the gradient through all its steps, and 2.2 % with that of one step.',
  },
];

export const SINCE: readonly Finding[] = [
  {
    who: 'Universal Reasoning Model (URM)',
    arxiv: '2512.14693',
    says: 'A flat recurrence: recurrence and a strong non-linearity carry the result, not the hierarchy. 53.8 % on ARC-AGI-1 and 16 % on ARC-AGI-2 at the first attempt.',
    here: [{ ...open('put one beside HRM', 'compare'), only: 'sudoku' }],
  },
  {
    who: 'Recursive Stem Model (RSM)',
    arxiv: '2603.15641',
    says: 'The loss is taken at the last step only, at a depth drawn at random: 97.5 % on Sudoku-Extreme and 80 % on Maze-Hard after an hour on one A100. A thought that does not come to rest is a sign of a wrong answer.',
    here: [{ ...STARTS, does: 'see which thoughts come to rest' }],
  },
  {
    who: 'Contraction Mapping Model (CMM)',
    arxiv: '2603.22871',
    says: 'Every step is made to bring states closer together. With 0.26 million parameters, fewer than any model shipped here: 85.4 % on Sudoku-Extreme and 82.2 % on mazes.',
  },
  {
    who: 'Equilibrium Reasoners (EqR)',
    arxiv: '2605.21488',
    says: 'Right answers are made attractors, states to which thoughts return, by random starts and a little noise on the way: 99.8 % on Sudoku-Extreme, and more steps help up to forty times the depth of training.',
    here: [
      {
        does: 'let chains differ by noise',
        act: (state) => {
          state.setDiversity('noise');
          state.setNumChains(8);
          state.chooseInstrument('wider');
        },
        instrument: true,
      },
      STARTS,
    ],
  },
  {
    who: 'InfiLoop',
    arxiv: '2610.11570',
    says: 'Tens of thousands of steps of thought: 97.9 % on Sudoku-Extreme.',
    here: [
      {
        does: 'set the limit to 64 and never halt',
        act: (state) => {
          state.setLimit(64);
          state.setHalting(false);
          state.play();
        },
      },
    ],
  },
];
