import type { ReactNode } from 'react';

interface Props {
  /** The fragment of a link to this chapter. */
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
}

/** A chapter of the article. Its heading is a link to itself, so that it can be passed on. */
export function Chapter({ id, title, children }: Props) {
  return (
    <section className="across chapter">
      <h2 id={id}>
        <a href={`#${id}`}>{title}</a>
      </h2>
      {children}
    </section>
  );
}
