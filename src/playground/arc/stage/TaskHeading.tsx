import { taskToJson } from '../../../puzzles/arc/task';
import { download, fileName } from '../../page/download';
import { useCopy } from '../../useCopy';
import { isEdited } from '../store/editor';
import { isGenerated } from '../store/library';
import { useArc, useArcStore } from '../useArc';

/** The task's name, its rule on request, and links to another task and to export. */
export function TaskHeading() {
  const record = useArc((state) => state.record);
  const edited = useArc(isEdited);
  const openAnother = useArc((state) => state.openAnother);
  const { id, group } = record;
  const rule = isGenerated(record) ? record.rule : undefined;
  return (
    <div className="arc-heading">
      <h2>{rule?.title ?? id}</h2>
      <p className="whisper">
        {rule === undefined ? group : <code>{id}</code>}
        {edited && ' edited'}
      </p>
      {rule !== undefined && (
        <button type="button" className="button" onClick={() => void openAnother()}>
          Another of this kind
        </button>
      )}
      <details className="fold">
        <summary>{rule === undefined ? 'Copy or save it' : 'The rule'}</summary>
        {rule !== undefined && <p className="whisper">{rule.text}</p>}
        <div className="row">
          <TakeAway />
        </div>
      </details>
    </div>
  );
}

/** The task as it is now, in the public format. */
function TakeAway() {
  const store = useArcStore();
  const [copying, copy] = useCopy();
  const json = () => JSON.stringify(taskToJson(store.getState().history.present.task));
  const save = () => {
    const { record } = store.getState();
    const name = `${fileName(record.id)}${isEdited(store.getState()) ? '-edited' : ''}.json`;
    download({ name, bytes: new TextEncoder().encode(json()) });
  };
  return (
    <>
      <button type="button" className="button" onClick={() => void copy(json())}>
        Copy as JSON
      </button>
      <button type="button" className="button" onClick={save}>
        Save file
      </button>
      <span className="whisper" role="status">
        {copying === 'copied' && 'Copied'}
        {copying === 'denied' && 'The clipboard is closed to this page; save the file instead.'}
      </span>
    </>
  );
}
