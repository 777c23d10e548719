import { useEffect } from 'react';
import { listCheckpoints } from '../page/kept';
import { usePlayground, usePlaygroundStore } from '../usePlayground';
import { KeptList } from './KeptList';
import { lessonTitle } from './lesson-title';

/** Earlier lessons, to resume. */
export function KeptLessons() {
  const store = usePlaygroundStore();
  const lessons = usePlayground((state) => state.keptLessons);
  const { resumeLesson } = store.getState();
  useEffect(() => {
    // A browser without storage has none.
    listCheckpoints(store).catch((error: unknown) => console.warn(error));
  }, [store]);
  return (
    <KeptList
      label="Lessons begun earlier"
      entries={lessons.map(({ id, lesson, step, savedAt }) => {
        return { id, title: lessonTitle(lesson), step, savedAt };
      })}
      onContinue={resumeLesson}
    />
  );
}
