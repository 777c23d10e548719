import type { ReactNode } from 'react';
import { usePlayground, usePlaygroundStore } from '../usePlayground';
import { meaningId, TERMS, termOf, type TermId } from './terms';
import { goToStage } from './to-stage';

/** A term of the text: when it is pointed at, pressed or focused, it highlights what it names. */
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
      // Not every browser focuses a tapped button.
      onClick={({ currentTarget }) => currentTarget.focus({ preventScroll: true })}
    >
      {children}
    </button>
  );
}

/** The meanings of the terms, for screen readers. */
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

/** The meaning of the term under the pointer. Screen readers read it out. */
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

/** The same at the bottom of a screen without a stage beside the text, with a link to the stage. */
export function MeaningBelow() {
  const store = usePlaygroundStore();
  if (usePlayground((state) => state.term) === null) return null;
  return (
    // The term keeps the focus, and its part stays highlighted on the stage.
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
