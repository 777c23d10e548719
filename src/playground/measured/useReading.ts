import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { slideByKey } from '../timeline/sliderKeys';

interface Range {
  readonly min: number;
  readonly max: number;
  /** The reading without a pointer. */
  readonly home: number;
}

/**
 * The position at which a chart is read: set by mouse or finger, or by the keys of a slider. It
 * returns to `home` when the pointer or the focus leaves, and when `home` changes.
 */
export function useReading({ min, max, home }: Range) {
  const [pointed, setPointed] = useState<{ readonly at: number; readonly home: number } | null>(
    null,
  );
  const at = pointed !== null && pointed.home === home ? pointed.at : home;
  const point = (place: number) => setPointed({ at: place, home });
  const leave = () => setPointed(null);
  return {
    at,
    point,
    /** For the element that has the focus. */
    keys: {
      onKeyDown: (event: KeyboardEvent) => {
        const next = event.key === 'Escape' ? home : slideByKey(event.key, at, min, max);
        if (next === null) return;
        event.preventDefault();
        point(next);
      },
      onBlur: leave,
      onPointerLeave: ({ pointerType }: PointerEvent) => {
        // A lifted finger has left too, but its last position is what one wants to read.
        if (pointerType === 'mouse') leave();
      },
    },
  };
}
