/**
 * Address of the folder the whole page lies in, whichever of its entries one came by. Taken once,
 * before anything changes the address bar.
 */
export const SITE: string = siteFrom(
  typeof document === 'undefined' ? 'http://localhost/' : location.href,
  typeof document === 'undefined' ? undefined : document.documentElement.dataset.site,
);

/** @param up way from the entry to the site, as its file says; none at the site itself */
export function siteFrom(address: string, up: string | undefined): string {
  const { origin, pathname } = new URL(address);
  return new URL(up ?? './', new URL('.', origin + pathname)).href;
}
