import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { slideByKey } from '../timeline/sliderKeys';

interface Range {
  readonly min: number;
  readonly max: number;
  /** What is read while nobody points at anything. */
  readonly home: number;
}

/**
 * The place of a chart that is read off: pointed at by mouse or finger, or moved by the keys of a
 * slider. It goes home when the pointer or the focus leaves, and when home itself moves.
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
        // A finger that is lifted has left too, but what it pointed at is what one wants to read.
        if (pointerType === 'mouse') leave();
      },
    },
  };
}
