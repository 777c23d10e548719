import { DropdownMenu } from 'radix-ui';
import { createRandom } from '../../../puzzles/random';
import { DIFFICULTIES, generateAtDifficulty } from '../../../puzzles/sudoku/difficulty';
import { puzzleOf } from '../../store/puzzle';
import { usePlayground, usePlaygroundStore } from '../../usePlayground';
import { EditButtons } from '../EditButtons';
import { PasteBox } from '../PasteBox';
import { writeDigit } from './edit';
import { geometryOf } from './geometry-of';
import { verdictOn } from './verdict';

/** The puzzle of one's own: digits, undo, paste, generate, and whether it has one solution. */
export function Editor() {
  const editing = usePlayground((state) => state.editing);
  return (
    <section className="panel" aria-label="Your own puzzle">
      <div className="row">
        <EditButtons begin="Edit" />
        <Generate />
        <PasteBox hint="a dot or 0 for a blank; lines, commas and drawn grids are fine too" />
      </div>
      {editing && <DigitPad />}
      <Verdict />
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

function DigitPad() {
  const { size } = usePlayground(({ board }) => geometryOf(board));
  const store = usePlaygroundStore();
  const digits = Array.from({ length: size }, (_, index) => index + 1);
  return (
    <div className="pad" role="group" aria-label="Digits">
      {digits.map((digit) => (
        <button
          key={digit}
          type="button"
          className="button"
          aria-label={`Write ${digit}`}
          onClick={() => writeDigit(store.getState(), digit)}
        >
          {digit}
        </button>
      ))}
      <button
        type="button"
        className="button"
        aria-label="Clear cell"
        onClick={() => writeDigit(store.getState(), 0)}
      >
        ⌫
      </button>
    </div>
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
