import { expect, test } from 'vitest';
import type { ArcGrid } from '../grid';
import { formatArcGrid, parseArcGrid } from '../text';
import { fillBySize, fillEnclosed, fillRooms } from './kinds/fill';
import { frame, hollow, joinCorners, outline, ripple } from './kinds/frames';
import { bounce, connect, drawDiagonals } from './kinds/lines';
import { mosaic } from './kinds/mosaic';
import { drop, fall, shift } from './kinds/motion';
import { adorn } from './kinds/ornaments';
import { drawCrossing, extend, shoot } from './kinds/rays';
import { complete, copyAcross, restore } from './kinds/symmetry';
import { attract, slide } from './kinds/touch';
import { collapse, nest, scale } from './kinds/transform';

/** The rule, its parameters, the input and the output; slashes end rows. */
type Example = readonly [what: string, (grid: ArcGrid) => ArcGrid, input: string, output: string];

const ORNAMENTS = [
  { of: 1, shape: 'plus', colour: 5 },
  { of: 2, shape: 'cross', colour: 6 },
] as const;
const SQUARES = '111.1111/1.1.1..1/111.1..1/....1111';

const EXAMPLES: readonly Example[] = [
  ['fall down', (g) => fall(g, 'down'), '1.3/.2./4..', '.../1../423'],
  ['fall left', (g) => fall(g, 'left'), '.1.2/..3./....', '12../3.../....'],
  ['drop down', (g) => drop(g, 'down'), '11./1../..2/.../33.', '.../.../11./1../332'],
  ['drop up', (g) => drop(g, 'up'), '..../.1../11../..22', '.122/11../..../....'],
  [
    'shift and wrap',
    (g) => shift(g, { direction: 'right', steps: 1, wraps: true }),
    '12./34.',
    '.12/.34',
  ],
  [
    'shift and lose',
    (g) => shift(g, { direction: 'up', steps: 1, wraps: false }),
    '12/34',
    '34/..',
  ],
  [
    'slide',
    (g) => slide(g, { mover: 1, target: 2 }),
    '11..../1....2/....../.....1',
    '....11/....12/.....1/......',
  ],
  ['attract to a row', (g) => attract(g, 'vanish'), '1.2/.../111/.../.1.', '.../1../111/.1./...'],
  ['attract to a column', (g) => attract(g, 'stay'), '.1../.1.1/21../.1..', '.1../.11./21../.1..'],
  ['scale', (g) => scale(g, 2), '12', '1122/1122'],
  ['nest in what is coloured', (g) => nest(g, 'coloured'), '1./.2', '1.../.2../..1./...2'],
  ['nest in what is empty', (g) => nest(g, 'empty'), '1./.2', '..1./...2/1.../.2..'],
  ['collapse', (g) => collapse(g), '1122/1122/3311', '12/31'],
  ['tile', (g) => mosaic(g, [[0, 0]]), '12/3.', '1212/3.3.'],
  [
    'kaleidoscope',
    (g) =>
      mosaic(g, [
        [0, 4],
        [5, 2],
      ]),
    '12/3.',
    '1221/3..3/3..3/1221',
  ],
  ['complete by mirroring', (g) => complete(g, 4), '12../3...', '1221/3..3'],
  ['complete by half a turn', (g) => complete(g, 2), '12/../..', '12/../21'],
  [
    'mirror across a column',
    (g) => copyAcross(g, { line: 5, how: 4 }),
    '125../.35..',
    '12521/.353.',
  ],
  [
    'copy across a row',
    (g) => copyAcross(g, { line: 5, how: 0 }),
    '../../55/12/.3',
    '12/.3/55/12/.3',
  ],
  ['restore', (g) => restore(g, 9), '1221/3443/1229', '1221/3443/1221'],
  [
    'fill what is closed',
    (g) => fillEnclosed(g, { colour: 4, overlooksGaps: false }),
    '111.222/1.1.2../111.222',
    '111.222/141.2../111.222',
  ],
  [
    'fill in spite of gaps',
    (g) => fillEnclosed(g, { colour: 4, overlooksGaps: true }),
    '111.222/1.1.2../111.222',
    '111.222/141.244/111.222',
  ],
  ['fill by size', (g) => fillBySize(g, [7, 8]), SQUARES, '111.1111/171.1881/111.1881/....1111'],
  ['fill rooms', (g) => fillRooms(g, 5), '..5.3/..5../55555/.2.4.', '..533/..533/55555/.2.4.'],
  ['extend', (g) => extend(g, ['up', 'down']), '.../1../..2', '1.2/1.2/1.2'],
  [
    'shoot',
    (g) => shoot(g, { direction: 'right', wall: 5 }),
    '1..5./..2../...5.',
    '1115./..222/...5.',
  ],
  [
    'rows over columns',
    (g) => drawCrossing(g, { rows: 1, columns: 2, onTop: 'rows' }),
    '.../1../..2',
    '..2/111/..2',
  ],
  [
    'columns over rows',
    (g) => drawCrossing(g, { rows: 1, columns: 2, onTop: 'columns' }),
    '.../1../..2',
    '..2/112/..2',
  ],
  ['connect', (g) => connect(g, 'both'), '1..1/2..3/..../2...', '1111/2..3/2.../2...'],
  ['connect in rows alone', (g) => connect(g, 'rows'), '1.21/2.../2..2', '1.21/2.../2222'],
  ['diagonals', (g) => drawDiagonals(g, 'both'), '.../.1./...', '1.1/.1./1.1'],
  ['falling diagonal', (g) => drawDiagonals(g, 'falling'), '..../.1../....', '1.../.1../..1.'],
  ['bounce', (g) => bounce(g, 'up'), '...../1..../.....', '.1.../1.1.1/...1.'],
  ['outline', (g) => outline(g, { colour: 3, corners: false }), '..../.1../....', '.3../313./.3..'],
  [
    'outline with corners',
    (g) => outline(g, { colour: 3, corners: true }),
    '..../.1../....',
    '333./313./333.',
  ],
  ['frame around', (g) => frame(g, { colour: 3, place: 'around' }), '1.', '3333/31.3/3333'],
  [
    'frame on the edge',
    (g) => frame(g, { colour: 3, place: 'on the edge' }),
    '111/121/111',
    '333/323/333',
  ],
  ['hollow', (g) => hollow(g, 0), '1111./1111./1111./..222', '1111./1..1./1111./..222'],
  [
    'join corners',
    (g) => joinCorners(g, { fill: 5, how: 'edges' }),
    '1..1/..../1..1',
    '1551/5..5/1551',
  ],
  [
    'fill between corners',
    (g) => joinCorners(g, { fill: 5, how: 'whole' }),
    '1..1/..../1..1',
    '1551/5555/1551',
  ],
  [
    'square ripples',
    (g) => ripple(g, { second: 2, shape: 'square' }),
    '1.../..../....',
    '1212/2212/1112',
  ],
  [
    'diamond ripples',
    (g) => ripple(g, { second: 2, shape: 'diamond' }),
    '1.../..../....',
    '1212/2121/1212',
  ],
  ['adorn', (g) => adorn(g, ORNAMENTS), '......./.1...2./.......', '.5..6.6/515..2./.5..6.6'],
];

test.each(EXAMPLES)('%s', (_, rule, input, output) => {
  const drawn = formatArcGrid(rule(parseArcGrid(input.replaceAll('/', '\n'))));
  expect(drawn.replaceAll('\n', '/')).toBe(output);
});
