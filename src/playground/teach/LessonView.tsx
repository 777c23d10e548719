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

/** A lesson in progress: what it does, how it goes, and what can be asked of it. */
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
        What its horizon saves the gradient, and what it gives up, is measured on the model of now
        in the article below, under “{CHAPTERS['one-step']}”.
      </p>
    </div>
  );
}

/** A lesson whose worker died can go on from what was kept. */
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
