import type { ReactNode } from 'react';

/** A link to a paper by its arXiv number. */
export function Paper({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  return <a href={`https://arxiv.org/abs/${id}`}>{children}</a>;
}
