import { useEffect, useState, type DragEvent } from 'react';
import { SUDOKU_9 } from '../../puzzles/sudoku/geometry';
import { reportPuzzles, type PuzzleReport } from '../../puzzles/sudoku/report';
import type { OwnPuzzle } from '../../worker/lesson-protocol';
import { count } from './words';

/** Number of problems to show; the others are only counted. */
const SHOWN = 6;

/** Reading and solving more would take minutes. */
const MOST_PUZZLES = 20_000;

/** Reading solves every puzzle; it waits for a pause, so that typing stays fluent. */
const TYPING_PAUSE = 300;

interface Props {
  /** Called with the usable puzzles, `[]` while a text is being read. */
  onRead(puzzles: readonly OwnPuzzle[]): void;
}

/** A person's own list: pasted, typed, uploaded or dropped, with a report for each line. */
export function OwnPuzzles({ onRead }: Props) {
  const [text, setText] = useState('');
  const [report, setReport] = useState<PuzzleReport | null>(null);
  useEffect(() => {
    if (text.trim() === '') return;
    const timer = setTimeout(() => {
      const read = reportPuzzles(text, { cells: SUDOKU_9.cells, most: MOST_PUZZLES });
      setReport(read);
      onRead(read.puzzles.map(({ puzzle, solution }) => ({ puzzle, solution })));
    }, TYPING_PAUSE);
    return () => clearTimeout(timer);
  }, [text, onRead]);

  const change = (content: string) => {
    setText(content);
    setReport(null);
    onRead([]);
  };
  const readFile = async (file: File | undefined) => {
    if (file !== undefined) change(await file.text());
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    void readFile(event.dataTransfer.files[0]);
  };
  return (
    <div className="own" onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
      <label>
        One puzzle in each line, 81 characters each, or CSV with a column “puzzle”; the solver finds
        the solutions
        <textarea
          rows={5}
          spellCheck={false}
          value={text}
          onChange={(event) => change(event.target.value)}
        />
      </label>
      <label className="file">
        or a file{' '}
        <input
          type="file"
          accept=".txt,.csv,.tsv,.sdm,text/plain,text/csv"
          onChange={(event) => void readFile(event.target.files?.[0])}
        />
      </label>
      <div role="status">
        {report !== null ? <Report report={report} /> : text.trim() !== '' && <p>Reading…</p>}
      </div>
    </div>
  );
}

function Report({ report: { puzzles, duplicates, problems } }: { readonly report: PuzzleReport }) {
  return (
    <>
      <p>
        {count(puzzles.length)} {puzzles.length === 1 ? 'puzzle' : 'puzzles'} to learn from.
      </p>
      <Lines
        className="problem"
        lines={problems.map(({ line, message }) => ({ line, text: message }))}
        rest="more that cannot be used"
      />
      <Lines
        className="whisper"
        lines={duplicates.map(({ line, of }) => ({
          line,
          text: `The same as in line ${count(of)}, perhaps turned or relabelled; it counts once.`,
        }))}
        rest="more that came twice"
      />
    </>
  );
}

interface LinesProps {
  readonly className: string;
  readonly lines: readonly { readonly line: number; readonly text: string }[];
  readonly rest: string;
}

function Lines({ className, lines, rest }: LinesProps) {
  if (lines.length === 0) return null;
  return (
    <ul className={className}>
      {lines.slice(0, SHOWN).map(({ line, text }) => (
        <li key={line}>
          Line {count(line)}: {text}
        </li>
      ))}
      {lines.length > SHOWN && (
        <li>
          and {count(lines.length - SHOWN)} {rest}
        </li>
      )}
    </ul>
  );
}
