import { queryAt } from '../page/settings';
import { SITE } from '../page/site';
import { LONGEST_SAY, type ScriptId, type Stop } from '../store/present';
import { LESSONS } from './scripts';

/** A script as a list of Markdown links, which a teacher can edit as text. */
export function textOf(stops: readonly Stop[]): string {
  return stops.map(({ say, query }) => `- [${say}](${new URL(query, SITE).href})`).join('\n');
}

/**
 * Reads a script: one stop in each line, a Markdown link or a bare address. The text of a link is
 * shown at the stop; a bare address shows itself.
 * @throws Error naming the line that is not a stop
 */
export function readStops(text: string): Stop[] {
  return text
    .split('\n')
    .map((line, at) => ({ line: line.trim(), number: at + 1 }))
    .filter(({ line }) => line !== '')
    .map(({ line, number }) => {
      const [, words = '', address = /\S*\?\S*/.exec(line)?.[0]] =
        /\[([^\]]*)\]\(([^)\s]+)\)/.exec(line) ?? [];
      if (address === undefined) throw new Error(`Line ${number} has no link of this page.`);
      const query = new URLSearchParams(queryAt(new URL(address, SITE).href));
      const say = (words === '' ? (query.get('say') ?? '') : words).slice(0, LONGEST_SAY);
      if (say !== '') query.set('say', say);
      query.set('present', 'on');
      return { say, query: `?${query}` };
    });
}

const KEPT = 'hrm-playground:stops';

/** The stops of a script; a teacher's own are those this browser keeps. */
export function stopsOf(script: ScriptId): readonly Stop[] {
  if (script === 'none') return [];
  if (script !== 'own') return LESSONS[script];
  try {
    return readStops(localStorage.getItem(KEPT) ?? '');
  } catch {
    // The storage may be blocked, or hold a script of another version.
    return [];
  }
}

export function keepStops(text: string): void {
  try {
    localStorage.setItem(KEPT, text);
  } catch {
    // Then they last only as long as the page.
  }
}
