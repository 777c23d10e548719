import { useEffect, useState, type DragEvent } from 'react';
import { plural } from '../../puzzles/plural';
import type { Brought } from '../../puzzles/reading/read';
import { usePlayground } from '../usePlayground';
import type { Board } from '../worlds/page-world';
import { readOwnList, type OwnList } from './own-list';

/** Number of problems to show; the others are only counted. */
const SHOWN = 5;
/** Reading solves every puzzle; it waits for a pause, so that typing stays fluent. */
const TYPING_PAUSE = 300;

interface Props {
  readonly board: Board;
  /** A board with this many cells in a row, if the model thinks on one. */
  larger(this: void, side: number): Board | null;
  /** Called with the usable puzzles, `null` while a text is being read. */
  onRead(this: void, list: OwnList | null): void;
}

/** A person's own puzzles, pasted, dropped or chosen, in any form. */
export function OwnListBox({ board, larger, onRead }: Props) {
  const config = usePlayground((state) => state.config);
  const [brought, setBrought] = useState<readonly Brought[]>([]);
  const [list, setList] = useState<OwnList | null>(null);
  const [text, setText] = useState('');
  useEffect(() => {
    if (brought.length === 0) return;
    let gone = false;
    const timer = setTimeout(() => {
      void readOwnList(brought, board, config, larger).then((read) => {
        if (gone) return;
        setList(read);
        onRead(read);
      });
    }, TYPING_PAUSE);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [brought, board, config, larger, onRead]);
  const change = (next: readonly Brought[]) => {
    setBrought(next);
    setList(null);
    onRead(null);
  };
  const take = async (files: FileList | null) => {
    if (files === null || files.length === 0) return;
    setText('');
    const read = [...files].map(async (file) => ({
      name: file.name,
      content: new Uint8Array(await file.arrayBuffer()),
    }));
    change(await Promise.all(read));
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    void take(event.dataTransfer.files);
  };
  return (
    <div className="own" onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
      <label>
        Paste or drop them here, in any form that this page reads
        <textarea
          rows={4}
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            const content = event.target.value;
            change(content.trim() === '' ? [] : [{ name: 'pasted', content }]);
          }}
        />
      </label>
      <label className="file">
        or files <input type="file" multiple onChange={(event) => void take(event.target.files)} />
      </label>
      <div role="status">
        {list === null && brought.length > 0 && <p>Reading…</p>}
        {list !== null && (
          <>
            <p>
              {plural(list.exams.length, 'puzzle')} to measure on
              {list.board.side > board.side &&
                `, on a board of ${list.board.side}×${list.board.side}`}
              .
            </p>
            {list.problems.length > 0 && (
              <ul className="problem">
                {list.problems.slice(0, SHOWN).map((problem) => (
                  <li key={problem}>{problem}</li>
                ))}
                {list.problems.length > SHOWN && (
                  <li>and {list.problems.length - SHOWN} more that cannot be used</li>
                )}
              </ul>
            )}
          </>
        )}
      </div>
    </div>
  );
}
