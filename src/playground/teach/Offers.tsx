import { RadioGroup } from 'radix-ui';
import { useState } from 'react';
import { ARCHITECTURES, type Architecture } from '../../hrm/config';
import { LESSON_IDS, LESSONS, settingsIn, type LessonId } from '../../training/lessons';
import type { OwnPuzzle } from '../../worker/lesson-protocol';
import type { TeachingPhase } from '../store/lesson-state';
import { usePlayground } from '../usePlayground';
import { KeptLessons } from './KeptLessons';
import { OwnPuzzles } from './OwnPuzzles';
import { SettingsForm } from './SettingsForm';
import { draftOf, readDraft, type SettingsDraft } from './settings-fields';
import { sourceOf } from './source-of';
import { count } from './words';

/** By lesson and architecture. */
type Drafts = Readonly<Record<string, SettingsDraft | undefined>>;

type Failed = Extract<TeachingPhase, { phase: 'failed' }>;

/** The lessons on offer, and those begun earlier. */
export function Offers({ problem }: { readonly problem: Failed | null }) {
  const offered = usePlayground((state) => state.offered);
  const offer = usePlayground((state) => state.offer);
  const begin = usePlayground((state) => state.beginLesson);
  const resume = usePlayground((state) => state.resumeLesson);
  const shipped = usePlayground(({ models, board }) =>
    models.find((model) => model.board.world === board.world)!,
  );
  const noGpu = usePlayground(({ report }) => report?.available.webgpu ?? null);
  const [drafts, setDrafts] = useState<Drafts>({});
  const [arch, setArch] = useState<Architecture>('hrm');
  const [own, setOwn] = useState<readonly OwnPuzzle[]>([]);

  const lesson = LESSONS[offered];
  const key = lesson.blank === null ? offered : `${offered} ${arch}`;
  const draft = drafts[key];
  const proposed = draftOf(settingsIn(lesson, arch));
  const { settings, problems } = readDraft(draft ?? proposed);
  const source = sourceOf(offered, shipped.source, own, arch);
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
        {LESSON_IDS.map((id) => (
          <RadioGroup.Item key={id} value={id} className="card">
            {LESSONS[id].title}
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
      <p className="expect" aria-live="polite">
        {lesson.expect}
      </p>
      {lesson.wantsGpu && noGpu !== null && (
        <p className="problem">Without WebGPU this takes hours rather than minutes. {noGpu}</p>
      )}
      {lesson.blank !== null && <ArchitectureChoice arch={arch} onChoose={setArch} />}
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
      <SettingsForm
        draft={draft ?? proposed}
        problems={problems}
        changed={draft !== undefined}
        onChange={(changed) => setDrafts({ ...drafts, [key]: changed })}
        onReset={() => setDrafts({ ...drafts, [key]: undefined })}
      />
    </div>
  );
}

const NAMES: Readonly<Record<Architecture, string>> = {
  hrm: 'Hierarchical Reasoning Model: two modules, two states',
  trm: 'Tiny Recursive Model: one module for both states, half the size',
  recurrent: 'Flat recurrence: one module, one state',
  transformer: 'Transformer: one pass, cannot think longer',
  deep: 'One pass through the same layers again and again',
};

/** What kind of model is taught from scratch: the puzzles, the seed and the size are the same. */
function ArchitectureChoice({
  arch,
  onChoose,
}: {
  readonly arch: Architecture;
  onChoose(arch: Architecture): void;
}) {
  return (
    <label className="setting">
      The blank model
      <select value={arch} onChange={(event) => onChoose(event.target.value as Architecture)}>
        {ARCHITECTURES.map((each) => (
          <option key={each} value={each}>
            {NAMES[each]}
          </option>
        ))}
      </select>
    </label>
  );
}
