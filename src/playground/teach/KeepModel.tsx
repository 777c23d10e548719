import { useState } from 'react';
import { LESSONS } from '../../training/lessons';
import { TakeAway } from '../models/TakeAway';
import { saveModel } from '../page/kept';
import type { Lesson } from '../store/lesson-state';
import { usePlaygroundStore } from '../usePlayground';
import { count } from './words';

/** The present model, to save in this browser or as files. */
export function KeepModel({ lesson }: { readonly lesson: Lesson }) {
  const store = usePlaygroundStore();
  const { student, kind } = lesson;
  const [typed, setTyped] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<{ problem: boolean; text: string } | null>(null);
  if (student === null) return null;
  const name = typed ?? `${LESSONS[kind].title}, step ${count(student.step)}`;
  const save = async () => {
    try {
      const note = { origin: 'lesson' as const, lesson: kind, steps: student.step };
      await saveModel(store, { name, model: student.model.memory, note, dtype: 'F32' });
      setOutcome({ problem: false, text: `Saved as “${name}”, beside the shipped model.` });
      setTyped(null);
    } catch (error) {
      setOutcome({ problem: true, text: (error as Error).message });
    }
  };
  return (
    <form
      className="keep"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <label>
        Save as model
        <input
          type="text"
          value={name}
          maxLength={80}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <div className="row">
        <button type="submit" className="button" disabled={name.trim() === ''}>
          Save
        </button>
        <TakeAway
          title={name}
          load={() => student.model.memory}
          onProblem={(text) => setOutcome({ problem: true, text })}
        />
      </div>
      <p role="status" className={outcome?.problem === true ? 'problem' : 'whisper'}>
        {outcome?.text}
      </p>
    </form>
  );
}
