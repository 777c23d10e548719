import { useMemo, type KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import { plural } from '../../../puzzles/plural';
import { isSolved, violatingCells } from '../../../puzzles/sudoku/rules';
import { RaceStage } from '../../race/RaceStage';
import {
  answer,
  answerOf,
  raceOn,
  redoAnswer,
  undoAnswer,
  type Answer,
  type RaceStore,
} from '../../race/race';
import { puzzleOf } from '../../store/puzzle';
import { usePlayground, usePlaygroundStore } from '../../usePlayground';
import { Digits } from './DigitPad';
import { SudokuGrid } from './SudokuGrid';
import { geometryOf } from './geometry-of';
import { placeOf } from './words';

/** A person's own Sudoku: givens and written digits. */
export default function Race() {
  const store = usePlaygroundStore();
  const givens = usePlayground(puzzleOf);
  const geometry = usePlayground(({ board }) => geometryOf(board));
  const cursor = usePlayground((state) => state.cursor);
  const marks = usePlayground((state) => state.showViolations);
  const blank = useMemo((): Answer => Array.from(givens, () => 0), [givens]);
  const race = raceOn(givens, blank);
  const digits = useStore(race, answerOf);
  const grid = useMemo(
    () => givens.map((given, cell) => (given > 0 ? given : digits[cell]!)),
    [givens, digits],
  );
  const broken = useMemo(() => violatingCells(grid, geometry), [grid, geometry]);

  const write = (digit: number) => {
    const cell = store.getState().cursor;
    if (givens[cell]! > 0 || answerOf(race.getState())[cell] === digit) return;
    answer(race, answerOf(race.getState()).with(cell, digit), (written) =>
      isSolved(
        givens.map((given, at) => (given > 0 ? given : written[at]!)),
        givens,
        geometry,
      ),
    );
  };
  const blanks = givens.filter((given) => given === 0).length;
  const written = digits.filter((digit) => digit > 0).length;
  const wrong = [...broken].filter((cell) => givens[cell] === 0).length;
  return (
    <RaceStage
      race={race}
      blank={blank}
      invitation="Your turn. The clock starts with your first digit."
      progress={`${written} of ${blanks} cells filled${marks && wrong > 0 ? `; ${plural(wrong, 'cell')} ${wrong === 1 ? 'breaks' : 'break'} a rule` : ''}.`}
      board={
        <SudokuGrid
          label="Your Sudoku"
          geometry={geometry}
          editable
          cursor={cursor}
          cell={(cell) => ({
            given: givens[cell]! > 0,
            own: true,
            digit: grid[cell]!,
            strength: 1,
            pulse: null,
            broken: marks && broken.has(cell) && givens[cell] === 0,
            selected: cell === cursor,
            label: `${placeOf(cell, geometry)}: ${wordFor(givens[cell]!, digits[cell]!)}`,
          })}
          onMove={(cell) => store.getState().moveCursor(cell)}
          onKey={(event) => writeByKey(event, race, geometry.size, write)}
        />
      }
      tools={<Digits size={geometry.size} onWrite={write} />}
    />
  );
}

function wordFor(given: number, own: number): string {
  if (given > 0) return `${given}, given`;
  return own > 0 ? `${own}, yours` : 'blank';
}

/** Returns whether the key was one of the board's. */
function writeByKey(
  event: KeyboardEvent,
  race: RaceStore,
  size: number,
  write: (digit: number) => void,
): boolean {
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) {
    if (key === 'y' || (key === 'z' && event.shiftKey)) redoAnswer(race);
    else if (key === 'z') undoAnswer(race);
    else return false;
    return true;
  }
  if (event.altKey) return false;
  if (/^[1-9]$/.test(key) && Number(key) <= size) write(Number(key));
  else if (['delete', 'backspace', '0', '.'].includes(key)) write(0);
  else return false;
  return true;
}
