import type { WorldParts } from '../worlds/page-world';

/** One step: an element and a text about it. */
export interface TourStep {
  readonly title: string;
  readonly text: string;
  /** A selector of the element. */
  readonly at: string;
}

/** Grid, segments, certainty, limit, and where to go from there. */
export function tourSteps({ look }: Pick<WorldParts, 'look'>): readonly TourStep[] {
  return [
    { title: 'The grid', text: look, at: '.stage > :first-child' },
    {
      title: 'One segment after another',
      text: 'The model looks at the whole grid again and again. Each dot is one such look, called a segment. Drag the ring along the line to see what it thought then, or step with ‹ and ›.',
      at: '.timeline-room',
    },
    {
      title: 'How sure it is',
      text: 'After each segment the model says how likely its answer is to be right: that is the height of a bar. Once a bar reaches the dotted line, the model halts by itself.',
      at: '.q-values',
    },
    {
      title: 'You set the limit',
      text: 'Drag this handle to the left: the model gets less time to think. What does it still get wrong? Or follow the blue proposal beside it.',
      at: '.limit .grip',
    },
    {
      title: 'And then',
      text: 'Try other puzzles or your own, and open an instrument: look inside a thought, think in several chains, or teach a model here. Further down you can read how it works and how it was measured.',
      at: '.instrument-tabs',
    },
  ];
}
