import { lazy, Suspense, useEffect, useRef } from 'react';
import { usePlayground } from '../usePlayground';

/** The classroom comes when it is needed, so that a visitor who only looks does not wait for it. */
const Classroom = lazy(() => import('../teach/Classroom'));

/** The invitation to teach; once accepted, the lessons and the one under way. */
export function Teach() {
  const closed = usePlayground(({ teaching }) => teaching.phase === 'closed');
  const kept = usePlayground(({ keptLessons }) => keptLessons.length > 0);
  const openTeach = usePlayground((state) => state.openTeach);
  const door = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    // The button pressed to close is gone; the keyboard goes on where one came in.
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
            {kept && ' A lesson begun earlier is waiting.'}
          </p>
          <button ref={door} type="button" className="button teach-door" onClick={openTeach}>
            Teach a model
          </button>
        </>
      ) : (
        <Suspense fallback={<p className="whisper">Opening the classroom…</p>}>
          <Classroom />
        </Suspense>
      )}
    </section>
  );
}
