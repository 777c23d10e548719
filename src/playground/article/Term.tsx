import type { ReactNode } from 'react';
import { usePlayground, usePlaygroundStore } from '../usePlayground';
import { meaningId, TERMS, termOf, type TermId } from './terms';
import { goToStage } from './to-stage';

/** A word of the text that names something: pointed at, pressed or focused, it lights what it names. */
export function Term({ of, children }: { readonly of: TermId; readonly children: ReactNode }) {
  const store = usePlaygroundStore();
  const { pointAtTerm } = store.getState();
  const leave = () => {
    if (store.getState().term === of) pointAtTerm(null);
  };
  return (
    <button
      type="button"
      className="term"
      aria-describedby={meaningId(of)}
      onPointerEnter={({ pointerType }) => pointerType === 'mouse' && pointAtTerm(of)}
      onPointerLeave={({ pointerType, currentTarget }) => {
        if (pointerType === 'mouse' && document.activeElement !== currentTarget) leave();
      }}
      onFocus={() => pointAtTerm(of)}
      onBlur={leave}
      // Not every browser focuses a button that is tapped.
      onClick={({ currentTarget }) => currentTarget.focus({ preventScroll: true })}
    >
      {children}
    </button>
  );
}

/** What the terms mean, to be read out with them. */
export function Meanings() {
  return (
    <div hidden>
      {(Object.keys(TERMS) as TermId[]).map((id) => (
        <span key={id} id={meaningId(id)}>
          {TERMS[id].means}
        </span>
      ))}
    </div>
  );
}

/** What the term pointed at means. Who cannot see it has it read out. */
export function Meaning() {
  const term = termOf(usePlayground((state) => state.term));
  return (
    <p className="meaning" aria-hidden="true">
      {term !== null && (
        <>
          <b>{term.name}.</b> {term.means}
        </>
      )}
    </p>
  );
}

/** The same at the lower edge of a screen that has no stage beside the text, with the way there. */
export function MeaningBelow() {
  const store = usePlaygroundStore();
  if (usePlayground((state) => state.term) === null) return null;
  return (
    // The term keeps the focus, and stays lit on the stage.
    <div className="meaning-below" onPointerDown={(event) => event.preventDefault()}>
      <Meaning />
      <button
        type="button"
        className="button"
        onClick={() => goToStage(store, document.activeElement?.closest('.term') ?? null)}
      >
        Show it on the stage
      </button>
    </div>
  );
}
