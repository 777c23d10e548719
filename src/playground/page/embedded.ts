import { heightMessage } from '../../embed/height';

/** Tells the page around this one how tall it is, now and whenever that changes. */
export function tellHeight(): void {
  if (parent === window) return;
  const body = document.body;
  // A height is no secret, and whoever embeds the page is anybody.
  new ResizeObserver(() =>
    parent.postMessage(heightMessage(body.getBoundingClientRect().height), '*'),
  ).observe(body);
}
