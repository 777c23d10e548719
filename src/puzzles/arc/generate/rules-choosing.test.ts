import { expect, test } from 'vitest';
import type { ArcGrid } from '../grid';
import { formatArcGrid, parseArcGrid } from '../text';
import { rankBars, sortBars, topUpBars } from './kinds/bars';
import { count, tally } from './kinds/count';
import { countHoles, paintByHoles } from './kinds/holes';
import { combine, overlay } from './kinds/logic';
import { removeSpecks, repairRectangles } from './kinds/noise';
import { oddPane, pickPane, shrinkWindow } from './kinds/panes';
import { continueDiagonals, repeat, staircase, stripes } from './kinds/pattern';
import { paintExtremes, rename, renameByKey, takeDotColour } from './kinds/recolour';
import { cropObject, insideFrame, keep, majority, oddShape, pick } from './kinds/select';

/** The rule, its parameters, the input and the output; slashes end rows. */
type Example = readonly [what: string, (grid: ArcGrid) => ArcGrid, input: string, output: string];

const HALVES = { line: 9, count: 2, stacked: false, result: 3 } as const;
const OBJECTS = '11..3/1..../..22./2.222';
const PLATE = '1111111/1.11.11/1111111/1.11111/1111111';

const EXAMPLES: readonly Example[] = [
  ['pick the largest', (g) => pick(g, 'largest'), OBJECTS, '22./222'],
  ['pick the smallest', (g) => pick(g, 'smallest'), '11.3/1...', '3'],
  ['keep the rightmost', (g) => keep(g, 'rightmost'), '1..2/11../..../3...', '...2/..../..../....'],
  ['keep the lowest', (g) => keep(g, 'lowest'), '1..2/11../..../3...', '..../..../..../3...'],
  ['odd shape', (g) => oddShape(g), '11.11.1/1..1..1', '1/1'],
  ['majority', (g) => majority(g, 'most'), '112/133', '111/111'],
  ['minority', (g) => majority(g, 'least'), '112/133', '222/222'],
  ['inside the frame', (g) => insideFrame(g, 5), '.5555/.5125/.5.35/.5555', '12/.3'],
  ['crop', (g) => cropObject(g, 9), '9..../..12./..1../....9', '12/1.'],
  ['fullest pane', (g) => pickPane(g, { line: 9, which: 'fullest' }), '1.9.1/..911', '.1/11'],
  ['emptiest pane', (g) => pickPane(g, { line: 9, which: 'emptiest' }), '1.9.1/..911', '1./..'],
  ['odd pane', (g) => oddPane(g, 9), '1.91.911', '11'],
  ['shrink a window', (g) => shrinkWindow(g, 9), '11922/99999/..933', '12/.3'],
  [
    'rename',
    (g) =>
      rename(g, [
        [1, 2],
        [2, 1],
      ]),
    '1.2/3.1',
    '2.1/3.2',
  ],
  [
    'rename by a key',
    (g) => renameByKey(g, { line: 9, from: 0 }),
    '12912./349333/..91.5',
    '12922./349444/..92.5',
  ],
  [
    'rename by a key read backwards',
    (g) => renameByKey(g, { line: 9, from: 1 }),
    '12922./..92.1',
    '12911./..91.1',
  ],
  [
    'largest and smallest',
    (g) => paintExtremes(g, { body: 1, largest: 2, smallest: 3 }),
    '1.11/..../111.',
    '3.11/..../222.',
  ],
  ['take the colour of the dot', (g) => takeDotColour(g, 5), '55../54.5/...5', '44../44.5/...5'],
  ['paint by holes', (g) => paintByHoles(g, [7, 8]), '555.5/5.5../555..', '888.7/8.8../888..'],
  ['count holes', (g) => countHoles(g), PLATE, '111'],
  [
    'count objects',
    (g) => count(g, { colour: 1, other: 2, unit: 'objects' }),
    '11.2/..../1...',
    '11....',
  ],
  [
    'count cells',
    (g) => count(g, { colour: 1, other: 2, unit: 'cells' }),
    '11.2/..../1...',
    '111...',
  ],
  ['tally', (g) => tally(g, 'longest'), '122/3.2/3..', '222/33./1..'],
  [
    'sort bars',
    (g) => sortBars(g, { floor: 'down', first: 'shortest' }),
    '1..../1.2../1.2.3',
    '....1/..2.1/3.2.1',
  ],
  [
    'sort lying bars',
    (g) => sortBars(g, { floor: 'left', first: 'tallest' }),
    '1../.../333',
    '333/.../1..',
  ],
  [
    'rank bars',
    (g) => rankBars(g, { floor: 'up', tallest: 7, shortest: 8 }),
    '111/.11/..1',
    '817/.17/..7',
  ],
  [
    'top up',
    (g) => topUpBars(g, { floor: 'down', filler: 5, upTo: 'tallest' }),
    '..../1.../1.1.',
    '..../1.5./1.1.',
  ],
  [
    'top up to the border',
    (g) => topUpBars(g, { floor: 'down', filler: 5, upTo: 'border' }),
    '..../1.../1.1.',
    '5.5./1.5./1.1.',
  ],
  ['and', (g) => combine(g, { ...HALVES, operation: 'and' }), '11.92.2', '3..'],
  ['or', (g) => combine(g, { ...HALVES, operation: 'or' }), '11.92..', '33.'],
  ['xor', (g) => combine(g, { ...HALVES, operation: 'xor' }), '11.92.2', '.33'],
  ['nor', (g) => combine(g, { ...HALVES, operation: 'nor' }), '1..92..', '.33'],
  [
    'without, stacked',
    (g) => combine(g, { ...HALVES, operation: 'without', stacked: true }),
    '11./999/2.2',
    '.3.',
  ],
  [
    'overlay',
    (g) => overlay(g, { line: 9, count: 3, stacked: false, order: [2, 0, 1] }),
    '11.9.229333',
    '122',
  ],
  [
    'overlay in another order',
    (g) => overlay(g, { line: 9, count: 3, stacked: false, order: [1, 2, 0] }),
    '11.9.229333',
    '113',
  ],
  ['remove specks', (g) => removeSpecks(g), '1..22/...2./3.4../.4..5', '...22/...2./..4../.4...'],
  [
    'repair',
    (g) => repairRectangles(g, { noise: 9, within: 'repaired', outside: 'removed' }),
    '111../191../111.9',
    '111../111../111..',
  ],
  ['repeat', (g) => repeat(g, 0), '12121.../33333...', '12121212/33333333'],
  ['repeat under a cover', (g) => repeat(g, 9), '1212/3439/1292', '1212/3434/1212'],
  ['rising staircase', (g) => staircase(g, 1), '1...', '1.../11../111./1111'],
  ['falling staircase', (g) => staircase(g, -1), '11..', '11../1...'],
  [
    'stripes',
    (g) => stripes(g, { along: 'right', goesOn: true }),
    '1...../..2...',
    '1.2.1./1.2.1.',
  ],
  [
    'stripes downwards',
    (g) => stripes(g, { along: 'down', goesOn: true }),
    '1./.2/../..',
    '11/22/11/22',
  ],
  ['slanted stripes', (g) => continueDiagonals(g, 'rising'), '123/.../...', '123/231/312'],
];

test.each(EXAMPLES)('%s', (_, rule, input, output) => {
  const drawn = formatArcGrid(rule(parseArcGrid(input.replaceAll('/', '\n'))));
  expect(drawn.replaceAll('\n', '/')).toBe(output);
});
