import { useEffect, useRef } from 'react';
import { LESSONS } from '../../training/lessons';
import { usePlayground } from '../usePlayground';
import { LessonView } from './LessonView';
import { Offers } from './Offers';
import '../styles/teach.css';

/** Everything about teaching, in one panel: the choice of a lesson, then the lesson. */
export default function Classroom() {
  const teaching = usePlayground((state) => state.teaching);
  const lesson = usePlayground((state) => state.lesson);
  const closeTeach = usePlayground((state) => state.closeTeach);
  const title = useRef<HTMLHeadingElement>(null);
  const { phase } = teaching;
  const stage = lesson !== null ? 'lesson' : phase === 'preparing' ? phase : 'offers';
  useEffect(() => {
    // The pressed button is gone, so the focus goes to the top.
    title.current?.focus({ preventScroll: true });
  }, [stage]);
  return (
    <>
      <div className="teach-head">
        <h2 ref={title} tabIndex={-1}>
          {lesson === null ? 'Teach' : LESSONS[lesson.kind].title}
        </h2>
        <button type="button" className="quiet" onClick={closeTeach}>
          {lesson === null ? 'Close' : 'End lesson'}
        </button>
      </div>
      {lesson !== null ? (
        <LessonView lesson={lesson} teaching={teaching} />
      ) : teaching.phase === 'preparing' ? (
        <Preparing text={teaching.text} share={teaching.share} />
      ) : (
        <Offers problem={teaching.phase === 'failed' ? teaching : null} />
      )}
    </>
  );
}

function Preparing({ text, share }: { readonly text: string; readonly share: number | null }) {
  return (
    <div className="preparing">
      <p role="status">{text}</p>
      <progress aria-label={text} max={1} {...(share !== null && { value: share })} />
    </div>
  );
}
