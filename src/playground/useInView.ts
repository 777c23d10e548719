import { useEffect, useRef, useState, type RefObject } from 'react';

/**
 * Whether any part of an element is visible, also if the page is in a frame.
 * @param margin by which the edges of the screen are moved, as `rootMargin`: '0px 0px -50%' leaves
 * its
 *   upper half
 */
export function useInView<E extends Element>(margin = '0px'): [RefObject<E | null>, boolean] {
  const ref = useRef<E>(null);
  const [inView, setInView] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new IntersectionObserver(
      (entries) => setInView(entries.at(-1)!.isIntersecting),
      { rootMargin: margin },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [margin]);
  return [ref, inView];
}
