import { useCallback, useState, type RefCallback } from 'react';

/**
 * Whether any part of an element is visible, also if the page is in a frame. The element may come later
 * than the component, and go again.
 * @param margin by which the edges of the screen are moved, as `rootMargin`: '0px 0px -50%' leaves its
 *   upper half
 */
export function useInView<E extends Element>(margin = '0px'): [RefCallback<E>, boolean] {
  const [inView, setInView] = useState(false);
  const ref = useCallback(
    (element: E) => {
      const observer = new IntersectionObserver(
        (entries) => setInView(entries.at(-1)!.isIntersecting),
        { rootMargin: margin },
      );
      observer.observe(element);
      return () => observer.disconnect();
    },
    [margin],
  );
  return [ref, inView];
}
