import type { ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { standalone, type Drawing } from './standalone';
import './still.css';

/** Sides of a board in a picture, in CSS pixels: as on the page. */
export const SIDE = 540;

/**
 * Lays out a part of the page invisibly, and returns its drawings. Nothing visible moves.
 * @param selector of the drawings wanted
 */
export async function drawStill(
  piece: ReactNode,
  selector: string,
  width = SIDE,
): Promise<Drawing[]> {
  const sheet = document.createElement('div');
  sheet.className = 'export-sheet';
  sheet.style.width = `${width}px`;
  sheet.inert = true;
  document.body.append(sheet);
  const root = createRoot(sheet);
  try {
    flushSync(() => root.render(piece));
    // Parts that measure their layout are drawn a moment later.
    await new Promise(requestAnimationFrame);
    flushSync(() => undefined);
    return [...sheet.querySelectorAll<SVGSVGElement>(selector)].map(standalone);
  } finally {
    root.unmount();
    sheet.remove();
  }
}
