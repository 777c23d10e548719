import type { PointerEvent } from 'react';

/**
 * Handlers of an element of an SVG that is dragged sideways by mouse, touch or pen.
 * @param onSlide called with the pointer's x in pixels from the left of the SVG, from the press on
 */
export function slide(onSlide: (x: number) => void) {
  const tell = ({ currentTarget, clientX }: PointerEvent<SVGGElement>) =>
    onSlide(clientX - currentTarget.ownerSVGElement!.getBoundingClientRect().left);
  return {
    onPointerDown(event: PointerEvent<SVGGElement>) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      tell(event);
    },
    onPointerMove(event: PointerEvent<SVGGElement>) {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) tell(event);
    },
  };
}
