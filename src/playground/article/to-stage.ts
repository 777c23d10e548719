import type { PlaygroundStore } from '../store/playground';

/**
 * Brings the stage into view, and notes the way back to where the reader left the text.
 * @param from what was pressed in the text; without it the way back leads to what is read now
 * @param to what of the page to bring to the top of the screen
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
    // What lies above may have grown or shrunk meanwhile.
    scrollBy({ top: place.getBoundingClientRect().top - top });
    if (place instanceof HTMLButtonElement) place.focus({ preventScroll: true });
  });
}

/** The paragraph or figure at the upper edge of the screen. */
function readNow(): Element | null {
  const blocks = document.querySelectorAll('.article :is(h2, p, li, figure)');
  return [...blocks].find((block) => block.getBoundingClientRect().bottom > 0) ?? null;
}
