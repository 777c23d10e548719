import type { ReactNode } from 'react';

/** A puzzle to begin with. */
export interface Example<G> {
  readonly id: string;
  readonly name: string;
  /** A note about it, in a sentence or two. */
  readonly note: string;
  readonly puzzle: G;
}

interface Props<E extends Example<unknown>> {
  /** The label of the examples for screen readers. */
  readonly label: string;
  readonly examples: readonly E[];
  /** The one that is on the board. */
  readonly chosen: E | undefined;
  onPick(example: E): void;
  picture(example: E): ReactNode;
  /** The text instead of a note, if another puzzle is on the board. */
  readonly none: string;
}

/** Example puzzles as small pictures, and a note on the chosen one. */
export function ExamplesPanel<E extends Example<unknown>>(props: Props<E>) {
  const { label, examples, chosen, onPick, picture, none } = props;
  return (
    <section className="panel" aria-label="Examples">
      <div className="examples" role="group" aria-label={label}>
        {examples.map((example) => (
          <button
            key={example.id}
            type="button"
            className="example"
            aria-pressed={example === chosen}
            title={example.note}
            onClick={() => onPick(example)}
          >
            {picture(example)}
            {example.name}
          </button>
        ))}
      </div>
      <p className="whisper">{chosen?.note ?? none}</p>
    </section>
  );
}
