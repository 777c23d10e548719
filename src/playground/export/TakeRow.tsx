import type { Taking } from './useTaking';

interface Props {
  readonly title: string;
  readonly about: string;
  readonly busy: boolean;
  /** By the words on their buttons. */
  readonly actions: Readonly<Record<string, () => Promise<void>>>;
}

/** One thing to export, with a button for each form. */
export function TakeRow({ title, about, busy, actions }: Props) {
  return (
    <section className="take" aria-label={title}>
      <p>
        <strong>{title}</strong> {about}
      </p>
      <div className="row">
        {Object.entries(actions).map(([words, act]) => (
          <button
            key={words}
            type="button"
            className="button"
            disabled={busy}
            onClick={() => void act()}
          >
            {words}
          </button>
        ))}
      </div>
    </section>
  );
}

/** The status. The line is always there, so that nothing moves when it has a text. */
export function TakeStatus({ taking }: { readonly taking: Taking | null }) {
  return (
    <p
      className={taking?.kind === 'failed' ? 'take-status problem' : 'take-status whisper'}
      role="status"
    >
      {taking?.words ?? 'Each file says which model and puzzle made it, and links back here.'}
    </p>
  );
}
