import { CHAPTERS } from '../article/chapters';
import type { Lesson, TeachingPhase } from '../store/lesson-state';
import { usePlayground } from '../usePlayground';
import { Comparison } from './Comparison';
import { Curves } from './Curves';
import { KeepModel } from './KeepModel';
import { LessonControls } from './LessonControls';
import { LessonSettings } from './LessonSettings';
import { KeepLine, LessonStatus } from './LessonStatus';
import { RateSlider } from './RateSlider';
import { StepCost } from './StepCost';

interface Props {
  readonly lesson: Lesson;
  readonly teaching: TeachingPhase;
}

/** A lesson in progress: its status, curves and controls. */
export function LessonView({ lesson, teaching }: Props) {
  return (
    <div className="lesson">
      <LessonStatus lesson={lesson} teaching={teaching} />
      <Curves lesson={lesson} />
      <LessonControls lesson={lesson} phase={teaching.phase} />
      <RateSlider rate={lesson.learningRate} now={lesson.latest?.learningRate ?? null} />
      {teaching.phase === 'failed' && <AfterFailure lesson={lesson} />}
      <KeepLine of={lesson} />
      <KeepModel lesson={lesson} />
      <div className="folds">
        <Comparison lesson={lesson} />
        <StepCost lesson={lesson} />
        <LessonSettings settings={{ ...lesson.settings, learningRate: lesson.learningRate }} />
      </div>
      <p className="whisper">
        The cost and accuracy of its gradient horizon are measured on the present model in the
        article below, under “{CHAPTERS['one-step']}”.
      </p>
    </div>
  );
}

/** A lesson whose worker died can continue from its checkpoint. */
function AfterFailure({ lesson }: { readonly lesson: Lesson }) {
  const resumeLesson = usePlayground((state) => state.resumeLesson);
  const chooseAgain = usePlayground((state) => state.chooseAgain);
  return (
    <div className="row">
      {lesson.kept !== null && (
        <button type="button" className="button" onClick={() => resumeLesson(lesson.id)}>
          Go on from step {lesson.kept.step}
        </button>
      )}
      <button type="button" className="button" onClick={chooseAgain}>
        Other lessons
      </button>
    </div>
  );
}
