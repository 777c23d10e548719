import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { plural } from '../../puzzles/plural';
import { LIMIT_RANGE } from '../store/halting';
import { slideByKey } from '../timeline/sliderKeys';
import { usePlayground, usePlaygroundStore } from '../usePlayground';

/** Pixels of the pointer for one more segment. */
const STEP = 9;

/** The ACT limit as a number in a sentence: it is dragged sideways, or moved with the arrow keys. */
export function LimitDial() {
  const { setLimit } = usePlaygroundStore().getState();
  const limit = usePlayground((state) => state.limit);
  const fixed = usePlayground((state) => state.hidden.has('limit'));
  const pressed = useRef<{ readonly x: number; readonly limit: number } | null>(null);
  if (fixed) return <b>{limit}</b>;
  const onKeyDown = (event: KeyboardEvent) => {
    const to = slideByKey(event.key, limit, LIMIT_RANGE.min, LIMIT_RANGE.max);
    if (to === null) return;
    event.preventDefault();
    setLimit(to);
  };
  const onPointerMove = ({ clientX }: PointerEvent) => {
    if (pressed.current === null) return;
    const to = pressed.current.limit + Math.round((clientX - pressed.current.x) / STEP);
    if (to !== limit) setLimit(to);
  };
  return (
    <span
      className="dial"
      role="slider"
      tabIndex={0}
      title="Drag me"
      aria-label="Segments at most"
      aria-valuemin={LIMIT_RANGE.min}
      aria-valuemax={LIMIT_RANGE.max}
      aria-valuenow={limit}
      aria-valuetext={plural(limit, 'segment')}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        event.currentTarget.focus({ preventScroll: true });
        pressed.current = { x: event.clientX, limit };
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => (pressed.current = null)}
      onPointerCancel={() => (pressed.current = null)}
    >
      {limit}
    </span>
  );
}
