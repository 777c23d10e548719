import { readFileSync } from 'node:fs';

const { frames } = JSON.parse(
  readFileSync(new URL('../../public/first-thoughts/sudoku.json', import.meta.url), 'utf8'),
) as { frames: readonly { readonly qHalt: number; readonly qContinue: number }[] };

/**
 * The number of segments after which the shipped model halts on the page's first puzzle, as recorded
 * in Node. Every backend of the page must halt after the same number.
 */
export const HALTS_AFTER = 1 + frames.findIndex(({ qHalt, qContinue }) => qHalt > qContinue);
if (HALTS_AFTER < 2) throw new Error('The recorded first thought shows no thinking.');
