import { lazy, useEffect, useRef, useState } from 'react';
import { lessonTitle } from '../teach/lesson-title';
import { ago, count } from '../teach/words';
import { usePlayground } from '../usePlayground';
import { Lazily } from './Lazily';

/** The classroom is loaded on demand, so that other visitors do not wait for it. */
const Classroom = lazy(() => import('../teach/Classroom'));

/** The invitation to teach; once accepted, the lessons and the one in progress. */
export function Teach() {
  const closed = usePlayground(({ teaching }) => teaching.phase === 'closed');
  const openTeach = usePlayground((state) => state.openTeach);
  const door = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    // The pressed close button is gone; the focus returns to the opening button.
    if (closed && wasOpen.current) door.current?.focus();
    wasOpen.current = !closed;
  }, [closed]);
  return (
    <section className="panel" aria-label="Teach">
      {closed ? (
        <>
          <h2>Teach</h2>
          <p className="whisper">
            A model can learn here as well: by gradient descent, on this device.
          </p>
          <div className="row teach-door">
            <button ref={door} type="button" className="button" onClick={openTeach}>
              Teach a model
            </button>
            <Continue />
          </div>
        </>
      ) : (
        <Lazily waiting={<p className="whisper">Opening the classroom…</p>}>
          <Classroom />
        </Lazily>
      )}
    </section>
  );
}

/** Resumes the lesson taught last, if this browser keeps one. */
function Continue() {
  const lesson = usePlayground(({ keptLessons }) => keptLessons[0]);
  const resumeLesson = usePlayground((state) => state.resumeLesson);
  const [now] = useState(() => Date.now());
  if (lesson === undefined) return null;
  return (
    <button type="button" className="button" onClick={() => resumeLesson(lesson.id)}>
      Continue “{lessonTitle(lesson.lesson)}”
      <span className="whisper">
        {' '}
        step {count(lesson.step)}, {ago(now - lesson.savedAt)}
      </span>
    </button>
  );
}
