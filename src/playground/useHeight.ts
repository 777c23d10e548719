import { useLayoutEffect, useRef, type RefObject } from 'react';

/** Keeps the height of an element in a CSS variable of its own, in pixels. */
export function useHeight<E extends HTMLElement>(variable: `--${string}`): RefObject<E | null> {
  const ref = useRef<E>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(() =>
      element.style.setProperty(variable, `${element.offsetHeight}px`),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [variable]);
  return ref;
}
