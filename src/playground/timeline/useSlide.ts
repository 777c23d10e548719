import { drag, type D3DragEvent } from 'd3-drag';
import { select } from 'd3-selection';
import { useEffect, useRef, type RefObject } from 'react';

/**
 * Lets a leaf element be dragged sideways by mouse, touch or pen.
 * @param onSlide called with the pointer's x in pixels from the left of the SVG around the element,
 *   from the press on
 */
export function useSlide(onSlide: (x: number) => void): RefObject<SVGGElement | null> {
  const ref = useRef<SVGGElement>(null);
  const latest = useRef(onSlide);
  useEffect(() => {
    latest.current = onSlide;
  });
  useEffect(() => {
    const element = ref.current;
    const figure = element?.ownerSVGElement;
    if (element === null || figure == null) return;
    const behaviour = drag<SVGGElement, unknown>()
      .container(() => figure)
      .on('start drag', (event: D3DragEvent<SVGGElement, unknown, unknown>) =>
        latest.current(event.x),
      )
      .subject((event: D3DragEvent<SVGGElement, unknown, unknown>) => ({ x: event.x, y: event.y }));
    select(element).call(behaviour);
    return () => {
      select(element).on('.drag', null);
    };
  }, []);
  return ref;
}
