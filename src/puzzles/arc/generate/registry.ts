import type { TaskKind } from './kind';
import { BARS } from './kinds/bars';
import { COUNT } from './kinds/count';
import { FILL } from './kinds/fill';
import { FRAMES } from './kinds/frames';
import { HOLES } from './kinds/holes';
import { LINES } from './kinds/lines';
import { LOGIC } from './kinds/logic';
import { MOSAIC } from './kinds/mosaic';
import { MOTION } from './kinds/motion';
import { NOISE } from './kinds/noise';
import { ORNAMENTS } from './kinds/ornaments';
import { PANES } from './kinds/panes';
import { PATTERN } from './kinds/pattern';
import { RAYS } from './kinds/rays';
import { RECOLOUR } from './kinds/recolour';
import { SELECT } from './kinds/select';
import { SYMMETRY } from './kinds/symmetry';
import { TOUCH } from './kinds/touch';
import { TRANSFORM } from './kinds/transform';

/** Every kind of task. To add one: an entry in its family's list, or a new list here. */
export const TASK_KINDS: readonly TaskKind[] = [
  ...MOTION,
  ...TOUCH,
  ...TRANSFORM,
  ...MOSAIC,
  ...SYMMETRY,
  ...FILL,
  ...RAYS,
  ...LINES,
  ...FRAMES,
  ...ORNAMENTS,
  ...SELECT,
  ...PANES,
  ...RECOLOUR,
  ...HOLES,
  ...COUNT,
  ...BARS,
  ...LOGIC,
  ...NOISE,
  ...PATTERN,
];

export function findKind(id: string): TaskKind | undefined {
  return TASK_KINDS.find((kind) => kind.id === id);
}
