import { useEffect, useState } from 'react';
import type { LessonSummary } from '../../checkpoint/lesson-store';
import { listLessons, removeLesson } from '../page/kept';
import { usePlayground, usePlaygroundStore } from '../usePlayground';
import { lessonTitle } from './lesson-title';
import { ago, count } from './words';

/** More than these are kept, but nobody wants a list. */
const SHOWN = 3;

/** Lessons begun earlier, to go on with. */
export function KeptLessons() {
  const store = usePlaygroundStore();
  const lessons = usePlayground((state) => state.keptLessons);
  useEffect(() => {
    // A browser that keeps nothing has nothing to offer.
    listLessons(store).catch((error: unknown) => console.warn(error));
  }, [store]);
  if (lessons.length === 0) return null;
  return (
    <ul className="kept" aria-label="Lessons begun earlier">
      {lessons.slice(0, SHOWN).map((lesson) => (
        <KeptLesson key={lesson.id} lesson={lesson} />
      ))}
    </ul>
  );
}

function KeptLesson({ lesson }: { readonly lesson: LessonSummary }) {
  const store = usePlaygroundStore();
  const { id, step, savedAt } = lesson;
  const [now] = useState(() => Date.now());
  const title = lessonTitle(lesson.lesson);
  const forget = () => {
    removeLesson(store, id).catch((error: unknown) =>
      store.getState().note((error as Error).message),
    );
  };
  return (
    <li>
      <span>
        <b>{title}</b>, step {count(step)}, {ago(now - savedAt)}
      </span>
      <button
        type="button"
        className="button"
        aria-label={`Continue ${title}, step ${count(step)}`}
        onClick={() => store.getState().resumeLesson(id)}
      >
        Continue
      </button>
      <button
        type="button"
        className="quiet"
        aria-label={`Forget ${title}, step ${count(step)}`}
        onClick={forget}
      >
        Forget
      </button>
    </li>
  );
}
