import { useState, type DragEvent } from 'react';
import { importFiles } from '../page/import-files';
import { usePlaygroundStore } from '../usePlayground';

/** Import of models, by choosing files or dropping them here. */
export function ImportBox() {
  const store = usePlaygroundStore();
  const [outcome, setOutcome] = useState<{ problem: boolean; text: string } | null>(null);
  const take = async (files: FileList | null) => {
    if (files === null || files.length === 0) return;
    const { world } = store.getState();
    try {
      const text = `“${await importFiles(store, [...files])}” is in and at work.`;
      setOutcome({ problem: false, text });
      // A model of another world opens its tab, and this box disappears with the old tab.
      if (store.getState().world !== world) store.getState().note(`The model ${text}`);
    } catch (error) {
      setOutcome({ problem: true, text: (error as Error).message });
    }
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    void take(event.dataTransfer.files);
  };
  return (
    <div className="import" onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
      <label>
        Bring a model: its weights (.safetensors, checkpoint, .pt) and its config (config.json,
        all_config.yaml) together{' '}
        <input
          type="file"
          multiple
          onChange={(event) => {
            void take(event.target.files);
            // Choosing the same files again, perhaps corrected, must give an event too.
            event.target.value = '';
          }}
        />
      </label>
      <p role="status" className={outcome?.problem === true ? 'problem' : 'whisper'}>
        {outcome?.text ?? 'Official checkpoints open here as published, and so do your downloads.'}
      </p>
    </div>
  );
}
