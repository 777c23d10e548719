import { copyGrid, createGrid, type ArcGrid } from '../../grid';
import { defineKind } from '../kind';
import { CORNER_STEPS, EIGHT_STEPS, FOUR_STEPS } from '../objects';
import { dot, paint, scatter } from '../paint';

const SHAPES = { plus: FOUR_STEPS, cross: CORNER_STEPS, ring: EIGHT_STEPS } as const;
type Shape = keyof typeof SHAPES;
const ALL_SHAPES = Object.keys(SHAPES) as Shape[];

/** What dots of a colour are adorned with. */
interface Ornament {
  readonly of: number;
  readonly shape: Shape;
  readonly colour: number;
}

/** Cells around each dot are painted in the shape that belongs to its colour. */
export function adorn(grid: ArcGrid, ornaments: readonly Ornament[]): ArcGrid {
  const drawn = copyGrid(grid);
  grid.cells.forEach((own, cell) => {
    const ornament = ornaments.find(({ of }) => of === own);
    if (ornament === undefined) return;
    for (const [down, across] of SHAPES[ornament.shape]) {
      const row = Math.floor(cell / grid.width) + down;
      paint(drawn, row, (cell % grid.width) + across, ornament.colour);
    }
  });
  return drawn;
}

export const ORNAMENTS = [
  defineKind<readonly Ornament[]>({
    id: 'adorn',
    title: 'Ornaments',
    rule: 'Dots are adorned, each colour in a shape of its own.',
    parameters(draw) {
      const shapes = draw.sample(ALL_SHAPES, 2);
      const colours = draw.colours(4);
      return shapes.map((shape, at) => ({ shape, of: colours[at]!, colour: colours[at + 2]! }));
    },
    rivals: (ornaments) =>
      ornaments.flatMap((ornament) =>
        ALL_SHAPES.filter((shape) => shape !== ornament.shape).map((shape) =>
          ornaments.map((own) => (own === ornament ? { ...own, shape } : own)),
        ),
      ),
    input(draw, side, ornaments) {
      const grid = createGrid(draw.between(6, side), draw.between(6, side));
      const dots = Array.from({ length: draw.between(1, 4) }, () => dot(draw.pick(ornaments).of));
      return scatter(draw, grid, dots, 2) && grid;
    },
    solve: adorn,
  }),
];
