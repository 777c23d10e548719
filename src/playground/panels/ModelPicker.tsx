import { lazy, useId, useState } from 'react';
import { activeLesson } from '../store/active-lesson';
import type { ModelChoice } from '../store/model';
import { usePlayground } from '../usePlayground';
import { Lazily } from './Lazily';

const ModelsDialog = lazy(() => import('../models/ModelsDialog'));

/** The choice of the model: the shipped ones and those this browser keeps. */
export function ModelPicker() {
  const id = useId();
  const world = usePlayground(({ board }) => board.world);
  const all = usePlayground((state) => state.models);
  const models = all.filter(({ board }) => board.world === world);
  const model = usePlayground((state) => state.model);
  const inLesson = usePlayground((state) => activeLesson(state) !== null);
  const chooseModel = usePlayground((state) => state.chooseModel);
  const [opened, setOpened] = useState(false);
  const [open, setOpen] = useState(false);
  return (
    <div className="row model-picker">
      <label htmlFor={id}>Model</label>
      <select
        id={id}
        value={inLesson ? '' : model.id}
        disabled={inLesson}
        onChange={(event) => chooseModel(event.target.value)}
      >
        {inLesson && <option value="">the one being taught</option>}
        <Group label="Shipped" models={models.filter(({ origin }) => origin === 'shipped')} />
        <Group label="Yours" models={models.filter(({ origin }) => origin === 'saved')} />
      </select>
      <button
        type="button"
        className="button"
        onClick={() => {
          setOpened(true);
          setOpen(true);
        }}
      >
        Models…
      </button>
      {opened && (
        <Lazily>
          <ModelsDialog open={open} onOpenChange={setOpen} />
        </Lazily>
      )}
    </div>
  );
}

function Group({
  label,
  models,
}: {
  readonly label: string;
  readonly models: readonly ModelChoice[];
}) {
  if (models.length === 0) return null;
  return (
    <optgroup label={label}>
      {models.map(({ id, title }) => (
        <option key={id} value={id}>
          {title}
        </option>
      ))}
    </optgroup>
  );
}
