import { DropdownMenu, Popover } from 'radix-ui';
import { useState } from 'react';
import { createRandom } from '../../puzzles/random';
import { DIFFICULTIES, generateAtDifficulty } from '../../puzzles/sudoku/difficulty';
import { pastePuzzle } from '../page/paste';
import { geometryOf, givensOf } from '../store/puzzle';
import { verdictOn } from '../store/verdict';
import { usePlayground, usePlaygroundStore } from '../usePlayground';

/** The puzzle of one's own: digits, undo, paste, generate, and whether it has one solution. */
export function Editor() {
  const editing = usePlayground((state) => state.editing);
  const setEditing = usePlayground((state) => state.setEditing);
  const canUndo = usePlayground((state) => state.history.past.length > 0);
  const canRedo = usePlayground((state) => state.history.future.length > 0);
  const { undo, redo, clear } = usePlaygroundStore().getState();
  return (
    <section className="panel" aria-label="Your own puzzle">
      <div className="row">
        <button
          type="button"
          className="button"
          aria-pressed={editing}
          onClick={() => setEditing(!editing)}
        >
          {editing ? 'Done' : 'Edit'}
        </button>
        <button type="button" className="button" disabled={!canUndo} onClick={undo}>
          Undo
        </button>
        <button type="button" className="button" disabled={!canRedo} onClick={redo}>
          Redo
        </button>
        <button type="button" className="button" onClick={clear}>
          Clear
        </button>
        <Generate />
        <PasteBox />
      </div>
      {editing && <DigitPad />}
      <Verdict />
    </section>
  );
}

function Generate() {
  const geometry = usePlayground(geometryOf);
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

function PasteBox() {
  const store = usePlaygroundStore();
  const { cells, size } = usePlayground(geometryOf);
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const use = () => {
    const wrong = pastePuzzle(text, store.getState());
    setProblem(wrong);
    if (wrong === null) setOpen(false);
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className="button">Paste</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="popover" sideOffset={4} aria-label="Paste a puzzle">
          <label>
            {cells} characters, a dot or 0 for a blank; lines, commas and drawn grids are fine too
            <textarea
              rows={size}
              spellCheck={false}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </label>
          {problem !== null && (
            <p className="problem" role="alert">
              {problem}
            </p>
          )}
          <button type="button" className="button" onClick={use}>
            Use this puzzle
          </button>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function DigitPad() {
  const { size } = usePlayground(geometryOf);
  const writeDigit = usePlayground((state) => state.writeDigit);
  const digits = Array.from({ length: size }, (_, index) => index + 1);
  return (
    <div className="pad" role="group" aria-label="Digits">
      {digits.map((digit) => (
        <button
          key={digit}
          type="button"
          className="button"
          aria-label={`Write ${digit}`}
          onClick={() => writeDigit(digit)}
        >
          {digit}
        </button>
      ))}
      <button
        type="button"
        className="button"
        aria-label="Clear cell"
        onClick={() => writeDigit(0)}
      >
        ⌫
      </button>
    </div>
  );
}

function Verdict() {
  const givens = usePlayground(givensOf);
  const count = givens.filter((digit) => digit > 0).length;
  const verdict = verdictOn(givens, usePlayground(geometryOf));
  return (
    <p className={verdict.kind === 'unique' ? 'whisper' : 'problem'} role="status">
      {verdict.kind === 'unique'
        ? `${count} givens, exactly one solution; a solver by search makes ${verdict.guesses} guesses.`
        : verdict.message}
    </p>
  );
}
