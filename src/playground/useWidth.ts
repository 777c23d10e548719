import { useCallback, useState, type RefCallback } from 'react';

/**
 * The width of an element in CSS pixels, kept up to date; `fallback` until it is laid out. The element
 * may come later than the component, and go again.
 */
export function useWidth<E extends Element>(fallback: number): [RefCallback<E>, number] {
  const [width, setWidth] = useState(fallback);
  const ref = useCallback((element: E) => {
    const observer = new ResizeObserver(([entry]) => {
      // Before the stylesheet is there, an SVG may have no width at all.
      if (entry!.contentRect.width > 0) setWidth(entry!.contentRect.width);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
