import { DropdownMenu } from 'radix-ui';
import { checkMaze } from '../../../puzzles/maze/check';
import { MazeGenerator, mazeSettings, type MazeSettings } from '../../../puzzles/maze/generator';
import { MAX_SIDE, MIN_SIDE } from '../../../puzzles/maze/geometry';
import { createRandom } from '../../../puzzles/random';
import { OneOf } from '../../controls/OneOf';
import { modelsForBoard } from '../../store/model-boards';
import { puzzleOf } from '../../store/puzzle';
import { usePlayground } from '../../usePlayground';
import { PasteBox } from '../PasteBox';

/** Generated or pasted mazes, and the number of shortest paths of the present one. */
export function Editor() {
  return (
    <section className="panel" aria-label="Your own maze">
      <div className="row">
        <Generate />
        <Paste />
        <Sizes />
        <Verdict />
      </div>
    </section>
  );
}

/** The kinds of generated mazes, besides the usual settings of a side. */
const KINDS: readonly (readonly [name: string, wish: Partial<MazeSettings>])[] = [
  ['corridors', {}],
  ['corridors with loops', { loops: 0.6 }],
  ['walls at random', { kind: 'walls' }],
  ['few walls, many ways', { kind: 'walls', walls: [0.1, 0.2], unique: false }],
];

function Generate() {
  const side = usePlayground(({ board }) => board.side);
  const setPuzzle = usePlayground((state) => state.setPuzzle);
  const generate = (wish: Partial<MazeSettings>) => {
    const [seed] = crypto.getRandomValues(new Uint32Array(1));
    setPuzzle(new MazeGenerator(mazeSettings(side, wish), createRandom(seed!)).generate().puzzle);
  };
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="button">Generate ▾</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" sideOffset={4}>
          {KINDS.map(([name, wish]) => (
            <DropdownMenu.Item key={name} className="menu-item" onSelect={() => generate(wish)}>
              {name}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Paste() {
  const { side, world } = usePlayground(({ board }) => board);
  const models = usePlayground((state) => state.models);
  const anySize = models.some((model) => model.anySize && model.board.world === world);
  const size = anySize
    ? `${MIN_SIDE}×${MIN_SIDE} to ${MAX_SIDE}×${MAX_SIDE} cells`
    : `${side}×${side} cells`;
  return (
    <PasteBox
      forms={`${size}: # a wall, a space or dot open, S and G start and goal; drawn in lines or in one`}
    />
  );
}

function Verdict() {
  const check = checkMaze(usePlayground(puzzleOf));
  const { side } = usePlayground(({ board }) => board);
  const sides = usePlayground(({ model }) => model.sides);
  const sound = check.kind === 'unique' || check.kind === 'several';
  return (
    <p className={sound ? 'whisper' : 'problem'} role="status">
      {check.message}
      {!sides.includes(side) && ` This model was trained on ${sizes(sides)}.`}
    </p>
  );
}

/** Sides to choose from, if there is a model that thinks about mazes of any size. */
const SIDES = [9, 15, 20, 30];

/**
 * The side of the board. The open model takes it if it can, unless another shipped one was trained
 * nearer to it.
 */
function Sizes() {
  const { side, world } = usePlayground(({ board }) => board);
  const models = usePlayground((state) => state.models);
  const open = usePlayground(({ model }) => model);
  const chooseModel = usePlayground((state) => state.chooseModel);
  const its = models.filter(({ board }) => board.world === world);
  const modelFor = (size: number) => {
    const able = modelsForBoard(its, world.board(size * size));
    const stays = open.origin === 'saved' && able.some(({ id }) => id === open.id);
    return stays ? open : able[0];
  };
  const all = new Set([...its.map(({ board }) => board.side), ...SIDES, side]);
  const sides = [...all].sort((a, b) => a - b).filter((size) => modelFor(size) !== undefined);
  if (sides.length < 2) return null;
  return (
    <OneOf
      options={sides}
      value={side}
      onChoose={(size) => chooseModel(modelFor(size)!.id, size)}
      as={(size) => ({ shown: `${size}×${size}` })}
      label="Size"
    />
  );
}

const sizes = (sides: readonly number[]) =>
  new Intl.ListFormat('en').format(sides.map((side) => `${side}×${side}`));
