import { useState } from 'react';
import { removeCheckpoint } from '../page/kept';
import { usePlaygroundStore } from '../usePlayground';
import { ago, count } from './words';
import '../styles/teach/kept.css';

/** Something begun earlier and kept. */
export interface KeptEntry {
  readonly id: string;
  readonly title: string;
  readonly step: number;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
}

interface Props {
  readonly entries: readonly KeptEntry[];
  /** Their label for screen readers. */
  readonly label: string;
  /** Whether they cannot be resumed yet. */
  readonly disabled?: boolean;
  onContinue(id: string): void;
}

/** Number shown at first; more are rarely wanted, but each takes storage until it is removed. */
const SHOWN = 3;

/** Earlier work, to resume or to remove. */
export function KeptList({ entries, label, ...rest }: Props) {
  const [all, setAll] = useState(false);
  if (entries.length === 0) return null;
  return (
    <>
      <ul className="kept" aria-label={label}>
        {(all ? entries : entries.slice(0, SHOWN)).map((entry) => (
          <Kept key={entry.id} entry={entry} {...rest} />
        ))}
      </ul>
      {!all && entries.length > SHOWN && (
        <button type="button" className="quiet" onClick={() => setAll(true)}>
          {`Show all ${entries.length}`}
        </button>
      )}
    </>
  );
}

interface KeptProps extends Pick<Props, 'disabled' | 'onContinue'> {
  readonly entry: KeptEntry;
}

function Kept({ entry, disabled = false, onContinue }: KeptProps) {
  const store = usePlaygroundStore();
  const { id, title, step, savedAt } = entry;
  const [now] = useState(() => Date.now());
  const forget = () => {
    removeCheckpoint(store, id).catch((error: unknown) =>
      store.getState().note((error as Error).message),
    );
  };
  return (
    <li>
      <span>
        <b>{title}</b>, step {count(step)}, {ago(now - savedAt)}
      </span>
      <button
        type="button"
        className="button"
        disabled={disabled}
        aria-label={`Continue ${title}, step ${count(step)}`}
        onClick={() => onContinue(id)}
      >
        Continue
      </button>
      <button
        type="button"
        className="quiet"
        aria-label={`Forget ${title}, step ${count(step)}`}
        onClick={forget}
      >
        Forget
      </button>
    </li>
  );
}
