import { useState } from 'react';
import { canvasSide, type ArcRecord } from '../../../puzzles/arc/task';
import { count } from '../../teach/words';
import { isSameTask, placeOf, type Loaded } from '../store/library';
import { useArc, useArcStore } from '../useArc';
import { TaskTile } from './TaskTile';
import { loadFiles, loadText, loadUrl } from './load';

/** Number of problems to show; the others are only counted. */
const PROBLEMS_SHOWN = 8;
/** Number of tasks on one page. */
const TASKS_SHOWN = 12;

/** Loading one's own tasks: files, a pasted text, an address. */
export function LoadTasks() {
  const loaded = useArc((state) => state.loaded);
  return (
    <details className="fold arc-load" open={loaded !== null}>
      <summary>Tasks of your own</summary>
      <p className="whisper">
        ARC’s JSON: one task, a map of tasks, or many files. Drop or paste them anywhere on this
        page.
      </p>
      <FromFiles />
      <FromUrl />
      <FromText />
      <div role="status">{loaded !== null && <Report loaded={loaded} />}</div>
    </details>
  );
}

function FromFiles() {
  const store = useArcStore();
  return (
    <label className="arc-file">
      Files
      <input
        type="file"
        multiple
        accept=".json,application/json"
        onChange={(event) => {
          void loadFiles([...(event.target.files ?? [])], store.getState());
          // Lets the same file be chosen again after a correction.
          event.target.value = '';
        }}
      />
    </label>
  );
}

function FromUrl() {
  const store = useArcStore();
  const [address, setAddress] = useState('');
  return (
    <form
      className="arc-line"
      onSubmit={(event) => {
        event.preventDefault();
        void loadUrl(address, store.getState());
      }}
    >
      <label>
        Address
        <input
          type="url"
          placeholder="https://…/task.json"
          value={address}
          onChange={(event) => setAddress(event.target.value)}
        />
      </label>
      <button type="submit" className="button" disabled={address.trim() === ''}>
        Fetch
      </button>
    </form>
  );
}

function FromText() {
  const state = useArcStore().getState();
  const [text, setText] = useState('');
  return (
    <form
      className="arc-line"
      onSubmit={(event) => {
        event.preventDefault();
        loadText(text, state);
      }}
    >
      <label>
        Text
        <textarea
          rows={2}
          spellCheck={false}
          placeholder='{"train": [{"input": [[0, 1]], "output": [[1, 0]]}], "test": …}'
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <button type="submit" className="button" disabled={text.trim() === ''}>
        Read
      </button>
    </form>
  );
}

function Report({ loaded: { records, problems, from } }: { readonly loaded: Loaded }) {
  const { closeLoaded } = useArcStore().getState();
  const more = problems.length - PROBLEMS_SHOWN;
  return (
    <>
      <div className="row">
        <p className="arc-count">
          {records.length === 1 ? '1 task' : `${count(records.length)} tasks`} from {from}
        </p>
        <button type="button" className="quiet" onClick={closeLoaded}>
          Close
        </button>
      </div>
      {problems.length > 0 && (
        <ul className="problem">
          {problems.slice(0, PROBLEMS_SHOWN).map(({ where, message }, at) => (
            <li key={at}>
              {where}: {message}
            </li>
          ))}
          {more > 0 && <li>and {count(more)} more that could not be read</li>}
        </ul>
      )}
      {records.length > 1 && <Pages records={records} />}
    </>
  );
}

/** Many tasks in pages, with buttons for the previous and next one. */
function Pages({ records }: { readonly records: readonly ArcRecord[] }) {
  const at = useArc((state) => placeOf(state.record, records));
  const { page } = useArcStore().getState();
  const first = Math.floor(Math.max(at, 0) / TASKS_SHOWN) * TASKS_SHOWN;
  return (
    <>
      <div className="row">
        <button type="button" className="button" disabled={at <= 0} onClick={() => page(-1)}>
          ‹ Previous
        </button>
        <span className="whisper steady">
          {at < 0 ? 'none of them is open' : `${count(at + 1)} of ${count(records.length)}`}
        </span>
        <button
          type="button"
          className="button"
          disabled={at < 0 || at === records.length - 1}
          onClick={() => page(1)}
        >
          Next ›
        </button>
      </div>
      <div className="examples" role="group" aria-label="Loaded tasks">
        {records.slice(first, first + TASKS_SHOWN).map((record) => (
          <LoadedTask key={record.id} record={record} />
        ))}
      </div>
    </>
  );
}

function LoadedTask({ record }: { readonly record: ArcRecord }) {
  const chosen = useArc((state) => isSameTask(state.record, record));
  const canvas = useArc(({ model }) => (model.phase === 'ready' ? model.canvases.largest : null));
  const side = canvasSide(record.task);
  return (
    <TaskTile record={record} chosen={chosen}>
      {record.id}
      {canvas !== null && side > canvas && <span className="whisper"> too big: {side}</span>}
    </TaskTile>
  );
}
