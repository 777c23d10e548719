import { useState, type DragEvent } from 'react';
import type { OwnPuzzle } from '../../worker/lesson-protocol';
import { readOwnPuzzles, type OwnReading } from './own-puzzles';
import { count } from './words';

/** Problems shown one by one; of more, only how many. */
const SHOWN = 6;

/** A list of one's own: pasted, typed, uploaded or dropped, with a report line by line. */
export function OwnPuzzles({ onRead }: { onRead(puzzles: readonly OwnPuzzle[]): void }) {
  const [text, setText] = useState('');
  const [reading, setReading] = useState<OwnReading | null>(null);
  const read = (content: string) => {
    setText(content);
    const found = content.trim() === '' ? null : readOwnPuzzles(content);
    setReading(found);
    onRead(found?.puzzles ?? []);
  };
  const readFile = async (file: File | undefined) => {
    if (file !== undefined) read(await file.text());
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    void readFile(event.dataTransfer.files[0]);
  };
  return (
    <div className="own" onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
      <label>
        Puzzles: 81 characters a line, or CSV; solutions are worked out where they are missing
        <textarea
          rows={5}
          spellCheck={false}
          value={text}
          onChange={(event) => read(event.target.value)}
        />
      </label>
      <label className="file">
        or choose a file
        <input
          type="file"
          accept=".txt,.csv,.tsv,.sdm,text/plain,text/csv"
          onChange={(event) => void readFile(event.target.files?.[0])}
        />
      </label>
      {reading !== null && <Report reading={reading} />}
    </div>
  );
}

function Report({ reading: { puzzles, duplicates, problems } }: { readonly reading: OwnReading }) {
  const rest = problems.length - SHOWN;
  return (
    <div role="status">
      <p className="whisper">
        {count(puzzles.length)} {puzzles.length === 1 ? 'puzzle' : 'puzzles'} to learn from
        {duplicates > 0 && `; ${count(duplicates)} came more than once and count once`}.
      </p>
      {problems.length > 0 && (
        <ul className="problem">
          {problems.slice(0, SHOWN).map(({ line, message }) => (
            <li key={line}>
              Line {count(line)}: {message}
            </li>
          ))}
          {rest > 0 && <li>and {count(rest)} more lines that cannot be used</li>}
        </ul>
      )}
    </div>
  );
}
