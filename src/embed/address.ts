/**
 * The largest width of the playground in another page, and the height of its parts below the board,
 * in CSS pixels.
 */
const WIDEST = 540;
const AROUND = { wide: 361, narrow: 429 };
/**
 * ARC has two grids side by side, and below them the demonstrations of its first task: in one line
 * if the frame is wide, else in two, whose grids grow with it (`grow`). Its switches take one line
 * more below `oneLine`.
 */
const ARC = {
  between: 42,
  wide: 452,
  wideFrom: 526,
  narrow: 410,
  grow: 0.469,
  oneLine: 492,
  line: 43,
};
/** In narrower frames the switches need more lines. */
const NARROW = 520;

/**
 * The height of a frame until the playground inside has sent its own, in CSS pixels.
 * @param world `null` for the first one
 * @param width of the frame; 0 if it is not laid out yet
 */
export function usualHeight(world: string | null, width: number): number {
  const board = (width === 0 ? WIDEST : Math.min(width, WIDEST)) - 28;
  const around = width > 0 && width < NARROW ? AROUND.narrow : AROUND.wide;
  if (world === 'arc') {
    const twoLines = ARC.narrow + ARC.grow * width - (width < ARC.oneLine ? 0 : ARC.line);
    const below = width > 0 && width < ARC.wideFrom ? twoLines : ARC.wide;
    return Math.round((board - ARC.between) / 2 + below);
  }
  // A maze has one switch fewer.
  return Math.round(board + around - (world === 'maze' && around === AROUND.narrow ? 28 : 0));
}

/**
 * The address of the embedded form of a link.
 * @param link a link to the playground, or only its query; of a link to another site only the query
 * is used
 * @param site address of the playground's folder
 */
export function embeddedAddress(link: string, site: string): string {
  const query = new URLSearchParams(queryOf(link, site));
  query.set('embed', 'on');
  return new URL(`?${query}`, site).href;
}

/**
 * The settings in a link: its query, and the world from its folder. A text that is not an address
 * has none.
 */
function queryOf(link: string, site: string): string {
  if (!URL.canParse(link, site)) return '';
  const { search, href } = new URL(link, site);
  const folder = href.startsWith(site) ? /^([a-z]{1,20})\//.exec(href.slice(site.length)) : null;
  const query = new URLSearchParams(search);
  if (folder === null || query.has('world')) return search;
  query.set('world', folder[1]!);
  return `?${query}`;
}

/** HTML for a page that allows frames, but no scripts. */
export function frameCode(link: string, site: string): string {
  const shown = embeddedAddress(link, site);
  const world = new URL(shown).searchParams.get('world');
  const address = shown.replaceAll('&', '&amp;');
  return `<iframe src="${address}" title="HRM Playground" loading="lazy" style="border: 0; width: 100%; height: ${usualHeight(world, 0)}px; color-scheme: normal"></iframe>`;
}

/** HTML for a page that allows scripts: the frame always has the height of its content. */
export function elementCode(link: string, site: string): string {
  const query = queryOf(link, site).replaceAll('&', '&amp;');
  const script = new URL('embed.js', site).href;
  return `<script async src="${script}"></script>\n<hrm-playground link="${query}"></hrm-playground>`;
}
