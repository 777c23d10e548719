import { useState } from 'react';
import { loadSource } from '../../checkpoint/load-source';
import { removeModel, renameModel } from '../page/kept';
import type { ModelChoice } from '../store/model';
import { bytes } from '../teach/words';
import { usePlaygroundStore } from '../usePlayground';
import { TakeAway } from './TakeAway';

/** One model; a saved one can be renamed and deleted. */
export function ModelRow({ model }: { readonly model: ModelChoice }) {
  const store = usePlaygroundStore();
  const { id, title, origin, board, source } = model;
  const [doing, setDoing] = useState<'nothing' | 'renaming' | 'deleting'>('nothing');
  const [problem, setProblem] = useState<string | null>(null);
  const attempt = async (work: Promise<void>) => {
    setDoing('nothing');
    try {
      setProblem(null);
      await work;
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  const rule = board.rule === 'diagonal' ? ', with diagonals' : '';
  return (
    <li>
      {doing === 'renaming' ? (
        <Rename
          title={title}
          onDone={(name) => void attempt(renameModel(store, id, name))}
          onCancel={() => setDoing('nothing')}
        />
      ) : (
        <p className="model-name">
          <b>{title}</b>
          <span className="whisper">
            {board.world.title} {board.side}×{board.side}
            {rule} · {bytes(model.bytes)}
            {origin === 'shipped' && ' · shipped'}
          </span>
        </p>
      )}
      <div className="row">
        <TakeAway
          title={title}
          load={async () => (await loadSource(source)).model}
          onProblem={setProblem}
        />
        {origin === 'saved' && doing === 'nothing' && (
          <>
            <button
              type="button"
              className="button"
              aria-label={`Rename ${title}`}
              onClick={() => setDoing('renaming')}
            >
              Rename
            </button>
            <button
              type="button"
              className="button"
              aria-label={`Delete ${title}`}
              onClick={() => setDoing('deleting')}
            >
              Delete
            </button>
          </>
        )}
        {doing === 'deleting' && (
          <>
            <button
              type="button"
              className="button danger"
              aria-label={`Really delete ${title}`}
              autoFocus
              onClick={() => void attempt(removeModel(store, id))}
            >
              Delete for good
            </button>
            <button type="button" className="button" onClick={() => setDoing('nothing')}>
              Keep it
            </button>
          </>
        )}
      </div>
      {problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
    </li>
  );
}

interface RenameProps {
  readonly title: string;
  onDone(name: string): void;
  onCancel(): void;
}

function Rename({ title, onDone, onCancel }: RenameProps) {
  const [name, setName] = useState(title);
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        onDone(name);
      }}
    >
      <input
        type="text"
        aria-label="Name"
        autoFocus
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          // Escape ends the renaming, not the dialog around it.
          event.stopPropagation();
          onCancel();
        }}
      />
      <button type="submit" className="button" disabled={name.trim() === ''}>
        Rename
      </button>
    </form>
  );
}
