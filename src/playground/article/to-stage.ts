import type { PlaygroundStore } from '../store/playground';

/**
 * Scrolls to the stage, and remembers the place where the reader left the text.
 * @param from the pressed element in the text; without it, the paragraph at the top of the screen
 * @param to the element to scroll to the top of the screen
 */
export function goToStage(
  store: PlaygroundStore,
  from: Element | null = null,
  to = '.workbench',
): void {
  const place = from ?? readNow();
  const top = place?.getBoundingClientRect().top ?? 0;
  document.querySelector(to)?.scrollIntoView({ block: 'start' });
  if (place === null) return;
  store.getState().setWayBack(() => {
    // The part above may have changed its height meanwhile.
    scrollBy({ top: place.getBoundingClientRect().top - top });
    if (place instanceof HTMLButtonElement) place.focus({ preventScroll: true });
  });
}

/** The paragraph or figure at the upper edge of the screen. */
function readNow(): Element | null {
  const blocks = document.querySelectorAll('.article :is(h2, p, li, figure)');
  return [...blocks].find((block) => block.getBoundingClientRect().bottom > 0) ?? null;
}
