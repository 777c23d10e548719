import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { listed, type AskedSetting } from '../../checkpoint/missing-settings';
import type { SettingsWanted } from '../store/missing-settings';
import { usePlayground } from '../usePlayground';
import '../styles/models.css';

/** Asks once for all settings that neither the config nor the tensors of a model give. */
export default function SettingsQuestion() {
  const wanted = usePlayground((state) => state.settingsWanted);
  if (wanted === null) return null;
  return <Question key={wanted.file} wanted={wanted} />;
}

/** The words before the list of settings. */
const NAMES: Readonly<Record<AskedSetting, string>> = {
  num_heads: 'Attention heads (num_heads)',
  H_cycles: 'Slow cycles (H_cycles)',
  L_cycles: 'Fast steps (L_cycles)',
  seq_len: 'Cells (seq_len)',
  damping: 'Damping (lambda_)',
};

function Question({ wanted: { file, questions, answer } }: { readonly wanted: SettingsWanted }) {
  const [told, setTold] = useState<Readonly<Partial<Record<AskedSetting, string>>>>(() =>
    Object.fromEntries(questions.map(({ key, proposals }) => [key, String(proposals[0] ?? '')])),
  );
  const numbers = questions.map(({ key }) => [key, Number(told[key])] as const);
  const isSound = numbers.every(
    ([key, number]) => number > 0 && (key === 'damping' ? number <= 1 : Number.isInteger(number)),
  );
  return (
    <Dialog.Root open onOpenChange={(open) => !open && answer(null)}>
      <Dialog.Portal>
        <Dialog.Overlay className="veil" />
        <Dialog.Content className="dialog settings-question">
          <Dialog.Title>One question</Dialog.Title>
          <Dialog.Description>
            {file} does not say {listed(questions.map(({ key }) => key))}, and the weights do not
            show them. What are they? The fields have the most likely values.
          </Dialog.Description>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (isSound) answer(Object.fromEntries(numbers));
            }}
          >
            {questions.map(({ key, about, proposals }) => (
              <label key={key}>
                <b>{NAMES[key]}</b>
                <input
                  type="number"
                  min={key === 'damping' ? 0.01 : 1}
                  step={key === 'damping' ? 0.01 : 1}
                  required
                  list={`usual-${key}`}
                  value={told[key]}
                  onChange={(event) => setTold({ ...told, [key]: event.target.value })}
                />
                <datalist id={`usual-${key}`}>
                  {proposals.map((proposal) => (
                    <option key={proposal} value={proposal} />
                  ))}
                </datalist>
                <span className="whisper">
                  {about}
                  {proposals.length > 1 && `; else ${proposals.slice(1).join(', ')}`}
                </span>
              </label>
            ))}
            <div className="row">
              <button type="submit" className="button primary" disabled={!isSound}>
                Open the model
              </button>
              <Dialog.Close className="button">Leave it</Dialog.Close>
            </div>
          </form>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
