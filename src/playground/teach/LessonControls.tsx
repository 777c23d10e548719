import { AlertDialog } from 'radix-ui';
import type { Lesson, TeachingPhase } from '../store/lesson-state';
import { usePlayground, usePlaygroundStore } from '../usePlayground';

interface Props {
  readonly lesson: Lesson;
  readonly phase: TeachingPhase['phase'];
}

/** Pause or go on, one step, and back to the beginning. */
export function LessonControls({ lesson, phase }: Props) {
  const { train, pauseLesson } = usePlaygroundStore().getState();
  const running = phase === 'running';
  const lost = phase === 'failed';
  return (
    <div className="row">
      <button
        type="button"
        className="button primary"
        disabled={lost}
        onClick={() => (running ? pauseLesson() : train())}
      >
        {running ? 'Pause' : lesson.step === 0 ? 'Go' : 'Go on'}
      </button>
      <button type="button" className="button" disabled={lost || running} onClick={() => train(1)}>
        One step
      </button>
      <Rewind disabled={lost || lesson.step === 0} />
    </div>
  );
}

/** Asks first, because everything learned is lost. */
function Rewind({ disabled }: { readonly disabled: boolean }) {
  const rewindLesson = usePlayground((state) => state.rewindLesson);
  return (
    <AlertDialog.Root>
      <AlertDialog.Trigger className="button" disabled={disabled}>
        Rewind
      </AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="veil" />
        <AlertDialog.Content className="dialog">
          <AlertDialog.Title>Back to the beginning?</AlertDialog.Title>
          <AlertDialog.Description>
            The model forgets everything this lesson taught it, and the curves start again. To keep
            what it knows now, save it as a model first.
          </AlertDialog.Description>
          <div className="row">
            <AlertDialog.Action className="button primary" onClick={rewindLesson}>
              Rewind
            </AlertDialog.Action>
            <AlertDialog.Cancel className="button">Keep on</AlertDialog.Cancel>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
