import { lazy } from 'react';
import { encodeArc } from '../../puzzles/arc/codec';
import { plural } from '../../puzzles/plural';
import type { WorldParts } from '../worlds/page-world';
import { ArcFrame } from './ArcFrame';
import { MiniArc } from './grids/MiniArc';
import { sizeOf } from './grids/geometry';
import { isRight, outputOf } from './question';
import { reportOnArc, type ArcReport } from './report';
import { ArcBoard } from './stage/ArcBoard';
import { ArcFoot } from './stage/ArcFoot';
import { ModelAnswer } from './stage/ModelAnswer';

const beside = () => import('./beside');
const Learn = lazy(async () => ({ default: (await beside()).Learn }));
const TaskChooser = lazy(async () => ({ default: (await beside()).TaskChooser }));

/** The parts of ARC: the question and its answer on the stage, the task beside it. */
export const arcParts: WorldParts<ArcReport> = {
  Frame: ArcFrame,
  Board: ArcBoard,
  Foot: ArcFoot,
  Examples: lazy(async () => ({ default: (await beside()).ArcSide })),
  Article: lazy(async () => ({ default: (await beside()).ArcArticle })),
  look: 'On the left a question, on the right the model’s answer. The small pairs below show the rule: what turns the left grid of a pair into the right one? Do the same with the question.',
  Miniature: MiniArc,
  Docked: ModelAnswer,
  instruments: [
    { id: 'learn', title: 'Learn', Content: Learn, first: true },
    { id: 'tasks', title: 'Tasks', Content: TaskChooser, first: true },
  ],
  unlike: 'Outlined',
  inside: '',
  solves: isRight,
  answerTo(canvas) {
    const output = outputOf(canvas);
    // Of the task's own canvas, which may be larger than the model's.
    const side = Math.sqrt(canvas.length);
    const fits = output !== null && Math.max(output.height, output.width) <= side;
    return fits ? [...encodeArc(output, side)] : null;
  },
  report: reportOnArc,
  describe({ answer, output, differing, solved }, _canvas, _board, cut = false) {
    if (answer === null) return cut ? 'no grid yet' : 'no grid';
    if (output === null) return `a grid of ${sizeOf(answer)}`;
    if (solved) return 'right';
    if (differing === null) return `a grid of ${sizeOf(answer)}, where ${sizeOf(output)} is right`;
    const differ = differing.length === 1 ? 'differs' : 'differ';
    return `${plural(differing.length, 'cell')} ${cut ? 'still ' : ''}${differ} from the right answer`;
  },
  chart(canvas) {
    const asked = outputOf(canvas)?.cells.length ?? 1;
    return {
      asked,
      right: 'right',
      wrong: 'wrong',
      caption:
        outputOf(canvas) === null
          ? 'The right answer to this question is not known.'
          : `The number of right cells after each segment, of ${asked}. An answer of another size has none.`,
    };
  },
};
