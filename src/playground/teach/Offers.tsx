import { RadioGroup } from 'radix-ui';
import { useState } from 'react';
import { LESSONS } from '../../training/lessons';
import { settingsFor, type BlankChoice } from '../../training/lessons/blank';
import { lessonsOf, type LessonId } from '../../training/lessons/ids';
import type { OwnPuzzle } from '../../worker/lesson-protocol';
import { SettingsFold } from '../controls/SettingsFold';
import { offeredIn } from '../store/active-lesson';
import type { TeachingPhase } from '../store/lesson-state';
import { usePlayground } from '../usePlayground';
import { BlankForm, readBlank } from './BlankForm';
import { KeptLessons } from './KeptLessons';
import { OwnPuzzles } from './OwnPuzzles';
import { lessonFields, type SettingsDraft } from './settings-fields';
import { sourceOf } from './source-of';
import { count } from './words';

/** By lesson and blank model. */
type Drafts = Readonly<Record<string, SettingsDraft | undefined>>;

type Failed = Extract<TeachingPhase, { phase: 'failed' }>;

/** The list of lessons, and earlier ones. */
export function Offers({ problem }: { readonly problem: Failed | null }) {
  const offered = usePlayground(offeredIn);
  const world = usePlayground(({ board }) => board.world.id);
  const offer = usePlayground((state) => state.offer);
  const begin = usePlayground((state) => state.beginLesson);
  const resume = usePlayground((state) => state.resumeLesson);
  const shipped = usePlayground(({ models, board }) =>
    models.find((model) => model.board.world === board.world)!,
  );
  const noGpu = usePlayground(({ report }) => report?.available.webgpu ?? null);
  const [drafts, setDrafts] = useState<Drafts>({});
  const [blank, setBlank] = useState<BlankChoice>({});
  const [own, setOwn] = useState<readonly OwnPuzzle[]>([]);

  const lesson = LESSONS[offered];
  const fits = lesson.blank === null || readBlank(lesson.blank, blank).config !== null;
  const key =
    lesson.blank === null
      ? offered
      : `${offered} ${blank.arch} ${blank.L_cycles} ${blank.H_cycles}`;
  const draft = drafts[key];
  const usual = fits ? settingsFor(lesson, blank) : lesson.settings;
  const proposed = lessonFields.draftOf(usual);
  const { settings, problems } = lessonFields.readDraft(draft ?? proposed);
  const source = fits ? sourceOf(offered, shipped.source, own, blank) : null;
  return (
    <div className="offers">
      {problem !== null && (
        <p className="problem" role="alert">
          <span>{problem.message}</span>{' '}
          {problem.elsewhere !== undefined && (
            <button
              type="button"
              className="button"
              onClick={() => resume(problem.elsewhere!, true)}
            >
              Go on with it here
            </button>
          )}
        </p>
      )}
      <KeptLessons />
      <RadioGroup.Root
        className="cards"
        aria-label="Lessons"
        value={offered}
        onValueChange={(id) => offer(id as LessonId)}
      >
        {lessonsOf(world).map((id) => (
          <RadioGroup.Item key={id} value={id} className="card">
            {LESSONS[id].title}
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
      <p className="expect" aria-live="polite">
        {lesson.expect}
      </p>
      {lesson.wantsGpu && noGpu !== null && (
        <p className="problem">Without WebGPU this takes an hour or more, not minutes. {noGpu}</p>
      )}
      {lesson.blank !== null && (
        <BlankForm
          blank={lesson.blank}
          choice={blank}
          settings={settings ?? usual}
          onChoose={setBlank}
        />
      )}
      {offered === 'own' && <OwnPuzzles onRead={setOwn} />}
      <div className="row">
        <button
          type="button"
          className="button primary"
          disabled={settings === null || source === null}
          onClick={() => {
            if (settings !== null && source !== null) begin(source, settings);
          }}
        >
          {offered === 'own' && own.length > 0 ? `Begin with ${count(own.length)}` : 'Begin'}
        </button>
      </div>
      <SettingsFold
        fields={lessonFields}
        draft={draft ?? proposed}
        problems={problems}
        changed={draft !== undefined}
        onChange={(changed) => setDrafts({ ...drafts, [key]: changed })}
        onReset={() => setDrafts({ ...drafts, [key]: undefined })}
      />
    </div>
  );
}
