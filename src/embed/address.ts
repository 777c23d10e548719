/** The height of a frame before the playground within has told its own, in CSS pixels. */
export const USUAL_HEIGHT = 800;

/**
 * The address of the embedded form of what a link shows.
 * @param link a link to the playground, or its query alone; nothing else of it is used
 * @param site address of the playground's folder
 */
export function embeddedAddress(link: string, site: string): string {
  const query = new URLSearchParams(queryOf(link, site));
  query.set('embed', 'on');
  return new URL(`?${query}`, site).href;
}

/** Of what is no address there is no query. */
function queryOf(link: string, site: string): string {
  return URL.canParse(link, site) ? new URL(link, site).search : '';
}

/** HTML for a page that takes frames, but no scripts. */
export function frameCode(link: string, site: string): string {
  const address = embeddedAddress(link, site).replaceAll('&', '&amp;');
  return `<iframe src="${address}" title="HRM Playground" loading="lazy" style="border: 0; width: 100%; height: ${USUAL_HEIGHT}px"></iframe>`;
}

/** HTML for a page that takes scripts: the frame is always as tall as what is in it. */
export function elementCode(link: string, site: string): string {
  const query = queryOf(link, site).replaceAll('&', '&amp;');
  const script = new URL('embed.js', site).href;
  return `<script async src="${script}"></script>\n<hrm-playground link="${query}"></hrm-playground>`;
}
