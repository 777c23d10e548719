import { DropdownMenu } from 'radix-ui';
import { checkMaze } from '../../../puzzles/maze/check';
import { MazeGenerator, mazeSettings, type MazeSettings } from '../../../puzzles/maze/generator';
import { createRandom } from '../../../puzzles/random';
import { OneOf } from '../../controls/OneOf';
import { puzzleOf } from '../../store/puzzle';
import { usePlayground } from '../../usePlayground';
import { PasteBox } from '../PasteBox';

/** Generated or pasted mazes, and the number of shortest paths of the present one. */
export function Editor() {
  return (
    <section className="panel" aria-label="Your own maze">
      <div className="row">
        <Generate />
        <PasteBox hint="# a wall, a space or dot open, S and G start and goal; drawn in lines or in one" />
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

function Verdict() {
  const check = checkMaze(usePlayground(puzzleOf));
  const side = usePlayground(({ board }) => board.side);
  const sound = check.kind === 'unique' || check.kind === 'several';
  return (
    <p className={sound ? 'whisper' : 'problem'} role="status">
      {`${check.message} ${side}×${side} is the only size this model knows.`}
    </p>
  );
}

/** A model knows only mazes of one size, so the sizes are those of the models. */
function Sizes() {
  const side = usePlayground(({ board }) => board.side);
  const world = usePlayground(({ board }) => board.world);
  const models = usePlayground((state) => state.models);
  const chooseModel = usePlayground((state) => state.chooseModel);
  const its = models.filter(({ board }) => board.world === world);
  const sides = [...new Set(its.map(({ board }) => board.side))].sort((a, b) => a - b);
  const choose = (size: number) => {
    const model = its.find(({ board }) => board.side === size);
    if (model !== undefined) chooseModel(model.id);
  };
  if (sides.length < 2) return null;
  return (
    <OneOf
      options={sides}
      value={side}
      onChoose={choose}
      as={(size) => ({ shown: `${size}×${size}` })}
      label="Size"
    />
  );
}
