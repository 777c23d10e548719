import { useMemo } from 'react';
import { TASK_KINDS } from '../../../puzzles/arc/generate/registry';
import { useArc } from '../useArc';
import { LoadTasks } from './LoadTasks';
import { TaskTile } from './TaskTile';
import { FAMILIES, KNOWN } from './families';
import { taskOf } from './generator';

const NONE: readonly string[] = [];

/** The project's own tasks by family, every kind, and a person's own tasks. */
export function TaskChooser() {
  return (
    <section className="panel" aria-label="Tasks">
      <LoadTasks />
      <AnyKind />
      <Known />
      {FAMILIES.map(({ title, ids }) => (
        <Group key={title} title={title} ids={ids} />
      ))}
    </section>
  );
}

/** Tasks that the open model answers at once, because it was trained on them. */
function Known() {
  const tasks = useArc(({ model }) => (model.phase === 'ready' ? model.tasks : NONE));
  const ids = KNOWN.filter((id) => tasks.includes(id));
  return (
    ids.length > 0 && <Group title="Answered at once: it was trained on these" ids={ids} known />
  );
}

interface GroupProps {
  readonly title: string;
  readonly ids: readonly string[];
  /** Whether the model knows them; the list also has other tasks of the same kinds. */
  readonly known?: boolean;
}

function Group({ title, ids, known = false }: GroupProps) {
  return (
    <div role="group" aria-label={title}>
      <h3 className="arc-family">{title}</h3>
      <div className="examples">
        {ids.map((id) => (
          <TaskButton key={id} id={id} known={known} />
        ))}
      </div>
    </div>
  );
}

function TaskButton({ id, known }: { readonly id: string; readonly known: boolean }) {
  const record = useMemo(() => taskOf(id), [id]);
  const chosen = useArc((state) => state.record.id === id);
  if (record === null) return null;
  return (
    <TaskTile record={record} chosen={chosen}>
      {record.rule?.title}
      {known && ', known'}
    </TaskTile>
  );
}

/** A fresh task of any kind. */
function AnyKind() {
  const openAnother = useArc((state) => state.openAnother);
  const any = () => void openAnother(TASK_KINDS[Math.floor(Math.random() * TASK_KINDS.length)]!.id);
  return (
    <div className="row arc-any">
      <select
        aria-label="A fresh task of the kind"
        value=""
        onChange={(event) => void openAnother(event.target.value)}
      >
        <option value="" disabled>
          A fresh task of…
        </option>
        {TASK_KINDS.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
      <button type="button" className="button" onClick={any}>
        Surprise me
      </button>
    </div>
  );
}
