import { taskId } from '../../../puzzles/arc/generate/id';

/** The project's own tasks, a few of each family, the easier families first. */
export interface TaskFamily {
  readonly title: string;
  readonly ids: readonly string[];
}

const tasks = (...kinds: readonly (readonly [kind: string, seed: number])[]): readonly string[] =>
  kinds.map(([id, seed]) => taskId({ id }, seed));

/**
 * Tasks that the shipped model was trained on. It answers nearly all their new questions correctly,
 * without learning here. The answer to the first one comes right only after some segments, so the
 * ACT limit has an effect on it.
 */
export const KNOWN: readonly string[] = [
  'overlay-b6b319f7',
  'rooms-b8d22326',
  'hollow-d868912a',
  'corners-a3d55aaf',
  'repair-ee2c56a6',
  'outline-fa0f1cb4',
  'crossing-efcb5ad8',
  'continue-f96ae8ca',
  'shoot-fb1a55e4',
  'top-up-ffb409cb',
  'rename-e954ed42',
  'scale-f70f7313',
];

export const FAMILIES: readonly TaskFamily[] = [
  {
    title: 'Motion',
    ids: tasks(['fall', 3], ['slide', 1], ['attract', 1], ['shift', 1]),
  },
  {
    title: 'Symmetry',
    ids: tasks(['mirror', 1], ['complete', 1], ['kaleidoscope', 1], ['restore', 1]),
  },
  {
    title: 'Filling',
    ids: tasks(['enclosed', 1], ['rooms', 1], ['fill-by-size', 1], ['hollow', 1]),
  },
  {
    title: 'Lines',
    ids: tasks(['extend', 1], ['connect', 1], ['shoot', 1], ['bounce', 1]),
  },
  {
    title: 'Shapes',
    ids: tasks(['outline', 1], ['corners', 1], ['ripples', 1], ['adorn', 1]),
  },
  {
    title: 'Selection',
    ids: tasks(['pick', 1], ['keep', 1], ['odd-shape', 1], ['inside-frame', 1]),
  },
  {
    title: 'Colour',
    ids: tasks(['swap', 1], ['key', 1], ['extremes', 1], ['dot-colour', 1]),
  },
  {
    title: 'Counting',
    ids: tasks(['holes-count', 1], ['count', 1], ['sort-bars', 1], ['top-up', 1]),
  },
  {
    title: 'Size',
    ids: tasks(['scale', 1], ['tile', 1], ['nest', 1], ['collapse', 1]),
  },
  {
    title: 'Logic and noise',
    ids: tasks(['combine', 1], ['overlay', 1], ['specks', 1], ['continue', 1]),
  },
];

/** The task that the page opens with. */
export const FIRST_TASK = KNOWN[0]!;
