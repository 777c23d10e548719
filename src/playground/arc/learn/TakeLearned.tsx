import { useState } from 'react';
import { TakeAway } from '../../models/TakeAway';
import { count } from '../../teach/words';
import type { Run } from '../store/learning-state';
import { takeModel } from '../store/take-model';
import { useArcStore } from '../useArc';

/**
 * The learned model, when the run rests: the files that `hrm trace --task` reads. Row 0 of its
 * embeddings is the plain view of the task.
 */
export function TakeLearned({ run }: { readonly run: Run }) {
  const store = useArcStore();
  const [problem, setProblem] = useState<string | null>(null);
  const { phase, progress, record } = run;
  if (progress === null || (phase !== 'paused' && phase !== 'finished')) return null;
  const load = () => {
    setProblem(null);
    return takeModel(store);
  };
  return (
    <div className="arc-taken">
      <TakeAway
        title={`${record.id}, step ${count(progress.step)}`}
        load={load}
        onProblem={setProblem}
      />
      <span className="whisper">the model that knows this task</span>
      {problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
