/**
 * Address of the page's folder, the same for all entries. Read once, before anything changes the
 * address bar.
 */
export const SITE: string = siteFrom(
  typeof document === 'undefined' ? 'http://localhost/' : location.href,
  typeof document === 'undefined' ? undefined : document.documentElement.dataset.site,
);

/** @param up relative path from the entry to the site, from its file; empty at the site itself */
export function siteFrom(address: string, up: string | undefined): string {
  const { origin, pathname } = new URL(address);
  return new URL(up ?? './', new URL('.', origin + pathname)).href;
}
