import { Popover } from 'radix-ui';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { isRacing } from '../store/racing';
import { isBare } from '../store/view';
import { usePlayground, usePlaygroundStore } from '../usePlayground';
import { useParts } from '../worlds/useParts';
import { tourSteps, type TourStep } from './steps';
import '../styles/tour.css';

/** The tour for new visitors. All parts can be used during it. */
export default function Tour() {
  const step = usePlayground((state) => state.tourStep);
  const world = usePlayground((state) => state.world);
  const bare = usePlayground((state) => isBare(state) || isRacing(state));
  const goOnTour = usePlayground((state) => state.goOnTour);
  const parts = useParts();
  // It belongs to the stage on which it began.
  const [begunIn] = useState(world);
  // It skips missing parts at each step: a link may hide a control, and parts beside the board load
  // later.
  const steps = tourSteps(parts).filter(({ at }) => document.querySelector(at) !== null);
  const elsewhere = world !== begunIn || bare;
  useEffect(() => {
    if (elsewhere) goOnTour(null);
  }, [elsewhere, goOnTour]);
  const stop = step === null || elsewhere ? undefined : steps[step - 1];
  if (stop === undefined) return null;
  return <Stop key={step} number={step!} of={steps.length} {...stop} />;
}

interface StopProps extends TourStep {
  readonly number: number;
  readonly of: number;
}

function Stop({ number, of, title, text, at }: StopProps) {
  const store = usePlaygroundStore();
  const { goOnTour } = store.getState();
  const [anchor] = useState(() => document.querySelector(at)!);
  const virtualRef = useMemo(() => ({ current: besides(anchor) }), [anchor]);
  const [side] = useState(() => sideOf(anchor));
  const next = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => bringIntoSight(anchor), [anchor]);
  const end = () => {
    goOnTour(null);
    // After a tour by keyboard, the focus goes to the play button.
    document.querySelector<HTMLElement>('.play')?.focus({ preventScroll: true });
  };
  const last = number === of;
  return (
    <Popover.Root open onOpenChange={(open) => !open && end()}>
      <Popover.Anchor virtualRef={virtualRef} />
      <Ring anchor={anchor} />
      <Popover.Portal>
        <Popover.Content
          className="popover tour"
          side={side}
          sideOffset={14}
          collisionPadding={12}
          aria-labelledby="tour-title"
          aria-describedby="tour-text"
          onInteractOutside={(event) => event.preventDefault()}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            next.current?.focus({ preventScroll: true });
          }}
          onCloseAutoFocus={(event) => event.preventDefault()}
        >
          <h2 id="tour-title">{title}</h2>
          <p id="tour-text">{text}</p>
          <div className="row">
            <span className="whisper">{`${number} of ${of}`}</span>
            {!last && (
              <button type="button" className="quiet" onClick={end}>
                Skip
              </button>
            )}
            {number > 1 && (
              <button type="button" className="button" onClick={() => goOnTour(number - 1)}>
                Back
              </button>
            )}
            <button
              ref={next}
              type="button"
              className="button primary"
              onClick={last ? end : () => goOnTour(number + 1)}
            >
              {last ? 'Done' : 'Next'}
            </button>
          </div>
          <Popover.Arrow className="tour-arrow" width={16} height={8} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** Margin around the ringed element, in pixels. */
const AROUND = 5;

/** A ring around the described element; it follows the element. */
function Ring({ anchor }: { readonly anchor: Element }) {
  const ring = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const place = () => {
      const { left, top, width, height } = anchor.getBoundingClientRect();
      Object.assign(ring.current!.style, {
        left: `${left - AROUND}px`,
        top: `${top - AROUND}px`,
        width: `${width + 2 * AROUND}px`,
        height: `${height + 2 * AROUND}px`,
      });
    };
    place();
    const resized = new ResizeObserver(place);
    resized.observe(anchor);
    resized.observe(document.body);
    // The handle is moved by an attribute of its parent.
    const moved = new MutationObserver(place);
    if (anchor.parentElement !== null) {
      moved.observe(anchor.parentElement, { attributeFilter: ['transform'] });
    }
    addEventListener('scroll', place, { passive: true });
    return () => {
      resized.disconnect();
      moved.disconnect();
      removeEventListener('scroll', place);
    };
  }, [anchor]);
  return <div ref={ring} className="tour-ring" aria-hidden="true" />;
}

/** Position of the text: above the whole timeline, so that it can be used meanwhile. */
function besides(anchor: Element): Pick<Element, 'getBoundingClientRect'> {
  const transport = anchor.closest('.transport');
  if (transport === null) return anchor;
  return {
    getBoundingClientRect() {
      const { left, width } = anchor.getBoundingClientRect();
      const { top, height } = transport.getBoundingClientRect();
      return new DOMRect(left, top, width, height);
    },
  };
}

/** The text is beside a tall element if it fits, and above the lower edge. */
function sideOf(anchor: Element): 'right' | 'top' | 'bottom' {
  if (anchor.closest('.transport') !== null) return 'top';
  const { right, height } = anchor.getBoundingClientRect();
  return height > 200 && innerWidth - right > 380 ? 'right' : 'bottom';
}

/** Scrolls only if necessary: verdict and timeline stick to the edges of the screen. */
function bringIntoSight(anchor: Element): void {
  if (anchor.closest('.transport') !== null) return;
  const { top, bottom } = anchor.getBoundingClientRect();
  if (anchor.closest('.stage') !== null) {
    if (top < 90) document.querySelector('.workbench')?.scrollIntoView({ block: 'start' });
  } else if (top < 90 || bottom > innerHeight - 300) {
    anchor.scrollIntoView({ block: 'center' });
  }
}
