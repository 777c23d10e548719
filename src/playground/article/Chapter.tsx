import type { MouseEvent, ReactNode } from 'react';
import { setAddress } from '../page/address-bar';
import { useCopy } from '../useCopy';
import { CHAPTERS, type ChapterId } from './chapters';

interface Props {
  /** The fragment of a link to this chapter. */
  readonly id: string;
  /** Title of a chapter outside the argument. */
  readonly title?: string;
  readonly children: ReactNode;
}

/** A chapter of the article. Its heading is a link to itself, so that it can be shared. */
export function Chapter({ id, title = CHAPTERS[id as ChapterId], children }: Props) {
  return (
    <section className="across chapter">
      <Heading id={id}>{title}</Heading>
      {children}
    </section>
  );
}

/** A heading that is a link to itself, with a button that copies the link. */
export function Heading({ id, children }: { readonly id: string; readonly children: string }) {
  const [copying, copy] = useCopy();
  return (
    <div className="heading">
      <h2 id={id}>
        <a href={`#${id}`} onClick={goThere}>
          {children}
        </a>
      </h2>
      <button
        type="button"
        className="quiet copy-link"
        aria-label={`Copy the link to “${children}”`}
        title="Copy the link"
        onClick={() => void copy(new URL(`#${id}`, location.href).href)}
      >
        {copying === 'copied' ? 'copied' : '#'}
      </button>
    </div>
  );
}

/** The chapters by name, to go to one. */
export function Contents() {
  return (
    <nav className="contents" aria-label="Chapters">
      <ol>
        {Object.entries(CHAPTERS).map(([id, title]) => (
          <li key={id}>
            <a href={`#${id}`} onClick={goThere}>
              {title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/**
 * Goes to a chapter and puts it into the address. It adds no entry to the browser's history,
 * because that would restore the puzzle of that address.
 */
function goThere(event: MouseEvent<HTMLAnchorElement>): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const { hash } = event.currentTarget;
  setAddress(hash);
  document.getElementById(hash.slice(1))?.scrollIntoView();
}
