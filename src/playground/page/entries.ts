/**
 * The addresses of the page, one for each world. A program that previews a link (a chat, a search
 * engine) reads the file at its address and runs no script, and a file server ignores the query. So
 * each preview needs its own file at its own path.
 */
export interface Entry {
  /** Id of the tab that is open there. */
  readonly world: string;
  /** Folder within the site, with a slash at its end; empty for the page itself. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  /** Preview picture within the site, 1200×630 (`npm run record:previews`). */
  readonly picture: string;
  /** Its description for screen readers. */
  readonly pictureAlt: string;
}

export const SITE_NAME = 'HRM Playground';

export const ENTRIES: readonly [Entry, ...Entry[]] = [
  {
    world: 'sudoku',
    path: '',
    title: 'HRM Playground: watch a small neural network think about a Sudoku',
    description:
      'A Hierarchical Reasoning Model runs in your browser. It fills in the whole grid, looks again, and corrects itself, segment by segment. Give it less time to think and see where it fails.',
    picture: 'previews/sudoku.png',
    pictureAlt:
      'A Sudoku that the model has just filled in, with the timeline of its thought below.',
  },
  {
    world: 'maze',
    path: 'maze/',
    title: 'HRM Playground: watch a small neural network find a path through a maze',
    description:
      'A Hierarchical Reasoning Model draws the whole path at once and mends it, segment by segment, in your browser. Draw walls, move the goal, give it less time to think.',
    picture: 'previews/maze.png',
    pictureAlt: 'A maze with the path the model found, and the timeline of its thought below.',
  },
  {
    world: 'arc',
    path: 'arc/',
    title: 'HRM Playground: watch a small neural network work out an ARC task',
    description:
      'A few pairs of coloured grids, one unknown rule, and a Hierarchical Reasoning Model that answers, or learns the rule before your eyes, in your browser.',
    picture: 'previews/arc.png',
    pictureAlt: 'An ARC task: the demonstrations, a question, and the answer of the model.',
  },
];

/** The entry whose folder an address within the site lies in. */
export function entryAt(path: string): Entry {
  const found = ENTRIES.find((entry) => entry.path !== '' && path.startsWith(entry.path));
  return found ?? ENTRIES[0];
}

/** The entry of a world; that of the page itself for one that has none. */
export function entryOf(world: string): Entry {
  return ENTRIES.find((entry) => entry.world === world) ?? ENTRIES[0];
}

/**
 * The head of an entry's file.
 * @param site absolute address of the site, or empty if unknown: then addresses are relative, which
 * some previews support, and the canonical address is left out
 */
export function headOf(entry: Entry, site: string): string {
  const up = '../'.repeat(entry.path.split('/').length - 1);
  const at = (path: string) => (site === '' ? (up === '' ? './' : up) + path : site + path);
  const meta = (kind: 'name' | 'property', key: string, content: string | number) =>
    `<meta ${kind}="${key}" content="${escaped(String(content))}" />`;
  return [
    `<title>${escaped(entry.title)}</title>`,
    meta('name', 'description', entry.description),
    ...(site === '' ? [] : [`<link rel="canonical" href="${escaped(site + entry.path)}" />`]),
    meta('property', 'og:type', 'website'),
    meta('property', 'og:site_name', SITE_NAME),
    meta('property', 'og:title', entry.title),
    meta('property', 'og:description', entry.description),
    ...(site === '' ? [] : [meta('property', 'og:url', site + entry.path)]),
    meta('property', 'og:image', at(entry.picture)),
    meta('property', 'og:image:type', 'image/png'),
    meta('property', 'og:image:width', 1200),
    meta('property', 'og:image:height', 630),
    meta('property', 'og:image:alt', entry.pictureAlt),
    meta('name', 'twitter:card', 'summary_large_image'),
    meta('name', 'twitter:title', entry.title),
    meta('name', 'twitter:description', entry.description),
    meta('name', 'twitter:image', at(entry.picture)),
    meta('name', 'twitter:image:alt', entry.pictureAlt),
  ].join('\n    ');
}

/** Where the head of an entry belongs in index.html. */
const HEAD_PLACE = '<!-- head -->';

/**
 * index.html of an entry.
 * @param html with `HEAD_PLACE` in it, and addresses of files beginning with `./`
 * @throws Error if the place is missing
 */
export function pageAt(entry: Entry, html: string, site: string): string {
  if (!html.includes(HEAD_PLACE)) throw new Error(`index.html lacks ${HEAD_PLACE}.`);
  const filled = html.replace(HEAD_PLACE, () => headOf(entry, site));
  if (entry.path === '') return filled;
  return filled
    .replaceAll(/(src|href)="\.\//g, '$1="../')
    .replace('<html ', '<html data-site="../" ');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
