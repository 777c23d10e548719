import { useEffect, useId, useState } from 'react';
import { MissingSettingsError } from '../../checkpoint/missing-settings';
import type { OpenedModel } from '../../checkpoint/open-files';
import { hostOf, PUBLISHED, type RemoteFile } from '../../checkpoint/published';
import { createDownloadClient } from '../../worker/download-client';
import type { DownloadEvent } from '../../worker/download-protocol';
import { keepModel } from '../page/import-files';
import { bytes } from '../teach/words';
import { usePlaygroundStore } from '../usePlayground';

/** The stage of fetching a model from another site. */
type Stage =
  | { readonly at: 'address' }
  | { readonly at: 'looking' }
  | {
      readonly at: 'found' | 'fetching';
      readonly files: readonly RemoteFile[];
      readonly here: number;
    }
  | { readonly at: 'in'; readonly name: string };

/** Published models of others; the other site is contacted only when a person agrees. */
export function Published() {
  const store = usePlaygroundStore();
  const id = useId();
  const [client] = useState(createDownloadClient);
  const [address, setAddress] = useState('');
  const [stage, setStage] = useState<Stage>({ at: 'address' });
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    const take = async (opened: OpenedModel, files: readonly RemoteFile[]) => {
      try {
        setStage({
          at: 'in',
          name: await keepModel(
            store,
            opened,
            files.map(({ url }) => url),
          ),
        });
      } catch (error) {
        setProblem((error as Error).message);
        setStage({ at: 'address' });
      }
    };
    const ask = async ({ file, questions }: Extract<DownloadEvent, { type: 'download-asks' }>) => {
      const settings = await store.getState().askForSettings(file, questions);
      if (settings !== null) return client.send({ type: 'download', settings });
      setProblem(new MissingSettingsError(file, questions).message);
      setStage((now) => (now.at === 'fetching' ? { ...now, at: 'found' } : now));
    };
    let files: readonly RemoteFile[] = [];
    const hear = (event: DownloadEvent) => {
      switch (event.type) {
        case 'found':
          ({ files } = event);
          setStage({ at: 'found', files, here: 0 });
          break;
        case 'download-progress':
          setStage((now) => (now.at === 'fetching' ? { ...now, here: event.here } : now));
          break;
        case 'download-asks':
          void ask(event);
          break;
        case 'downloaded':
          void take(event.opened, files);
          break;
        case 'download-failed':
          setProblem(event.message);
          setStage((now) => (now.at === 'fetching' ? { ...now, at: 'found' } : { at: 'address' }));
      }
    };
    const unhear = client.subscribe(hear);
    return () => {
      unhear();
      client.dispose();
    };
  }, [client, store]);

  const look = (at: string) => {
    setProblem(null);
    setAddress(at);
    try {
      hostOf(at);
    } catch (error) {
      setProblem((error as Error).message);
      return;
    }
    setStage({ at: 'looking' });
    client.send({ type: 'look', address: at });
  };
  const fetchIt = () => {
    if (stage.at !== 'found') return;
    setProblem(null);
    setStage({ ...stage, at: 'fetching' });
    client.send({ type: 'download' });
  };
  return (
    <section className="import published" aria-label="Published models">
      <p>
        Published models, fetched from their own site: the 27-million-parameter ones of the paper
        and those of Equilibrium Reasoners (EqR), on huggingface.co, or any other.
      </p>
      <div className="row">
        {PUBLISHED.map((known) => (
          <button
            key={known.address}
            type="button"
            className="button"
            disabled={stage.at === 'looking' || stage.at === 'fetching'}
            onClick={() => look(known.address)}
          >
            {known.title}
          </button>
        ))}
      </div>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          look(address);
        }}
      >
        <label htmlFor={id}>Address</label>
        <input
          id={id}
          type="text"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          placeholder="hf.co/NAME/REPOSITORY"
          value={address}
          onChange={(event) => {
            setAddress(event.target.value);
            setStage({ at: 'address' });
          }}
        />
        <button
          type="submit"
          className="button"
          disabled={address.trim() === '' || stage.at === 'looking' || stage.at === 'fetching'}
        >
          Ask what is there
        </button>
      </form>
      {(stage.at === 'found' || stage.at === 'fetching') && (
        <Found
          stage={stage}
          onFetch={fetchIt}
          onCancel={() => client.send({ type: 'cancel-download' })}
        />
      )}
      <p role="status" className={problem === null ? 'whisper' : 'problem'}>
        {problem ?? wordsOf(stage)}
      </p>
    </section>
  );
}

function wordsOf(stage: Stage): string {
  switch (stage.at) {
    case 'address':
      return 'No other site is contacted before you agree; it then sees your address, as with any page you open.';
    case 'looking':
      return 'Asking…';
    case 'found':
      return stage.here > 0 ? 'Received bytes are kept as long as this is open.' : '';
    case 'fetching':
      return '';
    case 'in':
      return `“${stage.name}” is in and at work.`;
  }
}

interface FoundProps {
  readonly stage: Extract<Stage, { at: 'found' | 'fetching' }>;
  onFetch(): void;
  onCancel(): void;
}

/** What is there and its size; fetched after a second click. */
function Found({ stage: { at, files, here }, onFetch, onCancel }: FoundProps) {
  const total = files.reduce((sum, file) => sum + file.bytes, 0);
  return (
    <>
      <ul className="published-files">
        {files.map(({ name, url, bytes: size }) => (
          <li key={url}>
            <span>{name}</span> <span className="whisper">{bytes(size)}</span>
          </li>
        ))}
      </ul>
      <div className="row">
        {at === 'found' ? (
          <button type="button" className="button primary" onClick={onFetch}>
            {here > 0 ? 'Go on fetching' : `Fetch ${bytes(total)} from ${hostOf(files[0]!.url)}`}
          </button>
        ) : (
          <button type="button" className="button" onClick={onCancel}>
            Cancel
          </button>
        )}
        {(at === 'fetching' || here > 0) && (
          <>
            <progress max={total} value={Math.min(here, total)} aria-label="Fetched" />
            <span className="whisper">
              {bytes(Math.min(here, total))} of {bytes(total)}
            </span>
          </>
        )}
      </div>
    </>
  );
}
