import { useEffect } from 'react';
import { listCheckpoints } from '../../page/kept';
import { KeptList } from '../../teach/KeptList';
import { usePlayground, usePlaygroundStore } from '../../usePlayground';
import { useArc, useArcStore } from '../useArc';

/** Tasks from an earlier visit, learned or begun, that can be continued. */
export function KeptTasks() {
  const store = usePlaygroundStore();
  const tasks = usePlayground((state) => state.keptTasks);
  const isReady = useArc(({ model }) => model.phase === 'ready' || model.phase === 'failed');
  const forgotten = useArc((state) => state.forgotten);
  // The present one needs no entry.
  const atHand = useArc(({ run }) => (run?.phase === 'failed' ? null : run?.checkpoint));
  const { takeUp } = useArcStore().getState();
  useEffect(() => {
    listCheckpoints(store).catch((error: unknown) => console.warn(error));
  }, [store, atHand]);
  const entries = tasks.filter(({ id }) => id !== forgotten && id !== atHand);
  return (
    <KeptList
      label="Tasks learned earlier"
      entries={entries.map(({ id, title = 'A task', step, savedAt }) => {
        return { id, title, step, savedAt };
      })}
      disabled={!isReady}
      onContinue={takeUp}
    />
  );
}
