import { DropdownMenu } from 'radix-ui';
import { createRandom } from '../../../puzzles/random';
import { DIFFICULTIES, generateAtDifficulty } from '../../../puzzles/sudoku/difficulty';
import { puzzleOf } from '../../store/puzzle';
import { usePlayground } from '../../usePlayground';
import { PasteBox } from '../PasteBox';
import { geometryOf } from './geometry-of';
import { verdictOn } from './verdict';

/** Generated or pasted puzzles, and whether the present one has one solution. */
export function Editor() {
  const { cells } = usePlayground(({ board }) => board);
  return (
    <section className="panel" aria-label="Your own puzzle">
      <div className="row">
        <Generate />
        <PasteBox
          forms={`${cells} characters, a dot or 0 for a blank; lines, commas and drawn grids are fine too`}
        />
        <Verdict />
      </div>
    </section>
  );
}

function Generate() {
  const geometry = usePlayground(({ board }) => geometryOf(board));
  const setPuzzle = usePlayground((state) => state.setPuzzle);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="button">Generate ▾</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" sideOffset={4}>
          {DIFFICULTIES.map((difficulty) => (
            <DropdownMenu.Item
              key={difficulty}
              className="menu-item"
              onSelect={() => {
                const [seed] = crypto.getRandomValues(new Uint32Array(1));
                setPuzzle(generateAtDifficulty(difficulty, createRandom(seed!), geometry).puzzle);
              }}
            >
              {difficulty}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Verdict() {
  const givens = usePlayground(puzzleOf);
  const count = givens.filter((digit) => digit > 0).length;
  const verdict = verdictOn(
    givens,
    usePlayground(({ board }) => geometryOf(board)),
  );
  return (
    <p className={verdict.kind === 'unique' ? 'whisper' : 'problem'} role="status">
      {verdict.kind === 'unique'
        ? `${count} givens, exactly one solution; a solver by search makes ${verdict.guesses} guesses.`
        : verdict.message}
    </p>
  );
}
