import { useState } from 'react';
import type { ArcSettings } from '../../../training/arc/settings';
import { SettingsFold } from '../../controls/SettingsFold';
import type { Draft } from '../../controls/setting-fields';
import { proposedFor, settingsNow } from '../store/learning';
import { useArc } from '../useArc';
import { arcFields } from './settings-fields';

/** How a task is learned. */
export function Settings() {
  const settings = useArc(settingsNow);
  const setSettings = useArc((state) => state.setSettings);
  const proposed = useArc(proposedFor);
  // The typed values while one is out of bounds; the settings themselves never are.
  const [typed, setTyped] = useState<Draft<keyof ArcSettings> | null>(null);
  const draft = typed ?? arcFields.draftOf(settings);
  const change = (next: typeof draft) => {
    setTyped(next);
    const read = arcFields.readDraft(next);
    if (read.settings !== null) setSettings(read.settings);
  };
  return (
    <div onBlur={() => setTyped(null)}>
      <SettingsFold
        fields={arcFields}
        draft={draft}
        problems={arcFields.readDraft(draft).problems}
        changed={arcFields.fields.some(({ key }) => settings[key] !== proposed[key])}
        onChange={change}
        onReset={() => setSettings(null)}
      />
    </div>
  );
}
