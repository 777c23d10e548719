import type { TrainingSettings } from '../../training/settings';
import { lessonFields } from './settings-fields';

/** The settings of a lesson; only the learning rate can change during it. */
export function LessonSettings({ settings }: { readonly settings: TrainingSettings }) {
  const shown = lessonFields.draftOf(settings);
  return (
    <details className="fold">
      <summary>Settings of this lesson</summary>
      <dl className="facts">
        {lessonFields.fields.map(({ key, label }) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd>{words(shown[key])}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function words(value: string | boolean): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return lessonFields.optionLabel(value);
}
