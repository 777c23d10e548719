import { scaleLinear, type ScaleLinear } from 'd3-scale';
import type { KeyboardEvent } from 'react';
import { haltProbability, LIMIT_RANGE } from '../store/halting';
import { endOf, frameCount, reachedOf, segmentOf, wishOf } from '../store/selectors';
import { traceOf } from '../store/thought';
import { usePlayground } from '../usePlayground';
import { useWidth } from '../useWidth';
import { slideByKey } from './sliderKeys';
import { useSlide } from './useSlide';

/** Heights in pixels: the Q head's bars stand on the line, the handle of the limit hangs from it. */
const LINE = 70;
const BAR = 40;
const HEIGHT = 118;

type Scale = ScaleLinear<number, number>;

/** Every segment of the thought in a row, cut off by the limit one can drag. */
export function Timeline() {
  const [ref, width] = useWidth<SVGSVGElement>(600);
  const x = scaleLinear([0, LIMIT_RANGE.max], [14, width - 14]);
  const hidden = usePlayground((state) => state.hidden);
  return (
    <svg ref={ref} className="timeline" height={HEIGHT} role="group" aria-label="Timeline">
      <Track x={x} />
      <Segments x={x} />
      <WishMark x={x} />
      <Playhead x={x} />
      {!hidden.has('limit') && <Limit x={x} />}
    </svg>
  );
}

/** The line one presses anywhere to look at that segment. */
function Track({ x }: { readonly x: Scale }) {
  const end = usePlayground(endOf);
  const seek = usePlayground((state) => state.seek);
  const ref = useSlide((at) => seek(x.invert(at)));
  const [left, right] = x.range() as [number, number];
  return (
    <g ref={ref} className="track">
      <rect x={0} y={0} width={right + 14} height={LINE + 14} fill="transparent" />
      <line className="line-far" x1={left} x2={right} y1={LINE} y2={LINE} />
      <line className="line-near" x1={left} x2={x(end)} y1={LINE} y2={LINE} />
    </g>
  );
}

/** A dot for each segment and a bar for how much its Q head wishes to halt. */
function Segments({ x }: { readonly x: Scale }) {
  const trace = usePlayground(traceOf);
  const end = usePlayground(endOf);
  const limit = usePlayground((state) => state.limit);
  const count = usePlayground(frameCount);
  const numbers = Array.from({ length: LIMIT_RANGE.max }, (_, index) => index + 1);
  const barWidth = Math.min(9, x(1) - x(0) - 3);
  return (
    <g className="segments" aria-hidden="true">
      {numbers.map((segment) => {
        const frame = trace?.frames[segment - 1];
        const within = segment <= end;
        const kind = segment > limit ? 'beyond' : frame ? 'known' : 'awaited';
        return (
          <g key={segment} className={within ? kind : `${kind} cut`}>
            {frame && segment <= limit && (
              <rect
                className="q-bar"
                x={x(segment) - barWidth / 2}
                width={barWidth}
                y={LINE - 9 - BAR * haltProbability(frame)}
                height={1 + BAR * haltProbability(frame)}
                rx={1.5}
              />
            )}
            <circle cx={x(segment)} cy={LINE} r={segment > limit ? 1.5 : 3.2} />
          </g>
        );
      })}
      {count === 0 && (
        <text className="axis" x={x(1)} y={LINE - 12}>
          σ(q_halt) will stand here
        </text>
      )}
    </g>
  );
}

function WishMark({ x }: { readonly x: Scale }) {
  const wish = usePlayground(wishOf);
  const limit = usePlayground((state) => state.limit);
  if (wish === null || wish > limit) return null;
  const late = wish > LIMIT_RANGE.max / 2;
  return (
    <text className="wish" x={x(wish) + (late ? -8 : 8)} y={10} textAnchor={late ? 'end' : 'start'}>
      Q says halt
    </text>
  );
}

function Playhead({ x }: { readonly x: Scale }) {
  const segment = usePlayground(segmentOf);
  const reached = usePlayground(reachedOf);
  const seek = usePlayground((state) => state.seek);
  const ref = useSlide((at) => seek(x.invert(at)));
  const onKeyDown = (event: KeyboardEvent) => {
    const to = slideByKey(event.key, segment, 0, reached);
    if (to === null) return;
    event.preventDefault();
    seek(to);
  };
  return (
    <g
      ref={ref}
      className="playhead"
      role="slider"
      tabIndex={0}
      aria-label="Segment shown"
      aria-valuemin={0}
      aria-valuemax={reached}
      aria-valuenow={segment}
      aria-valuetext={segment === 0 ? 'the puzzle' : `segment ${segment}`}
      transform={`translate(${x(segment)} ${LINE})`}
      onKeyDown={onKeyDown}
    >
      <circle className="hit" r={16} />
      <circle className="knob" r={7.5} />
    </g>
  );
}

/** The ACT limit: the handle that cuts the thought. */
function Limit({ x }: { readonly x: Scale }) {
  const limit = usePlayground((state) => state.limit);
  const setLimit = usePlayground((state) => state.setLimit);
  const ref = useSlide((at) => setLimit(x.invert(at)));
  const { min, max } = LIMIT_RANGE;
  const onKeyDown = (event: KeyboardEvent) => {
    const to = slideByKey(event.key, limit, min, max);
    if (to === null) return;
    event.preventDefault();
    setLimit(to);
  };
  const anchor = limit < 5 ? 'start' : limit > 28 ? 'end' : 'middle';
  const shift = { start: -8, middle: 0, end: 8 }[anchor];
  return (
    <g
      ref={ref}
      className="limit"
      role="slider"
      tabIndex={0}
      aria-label="ACT limit"
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={limit}
      aria-valuetext={limit === 1 ? '1 segment' : `${limit} segments`}
      transform={`translate(${x(limit)} 0)`}
      onKeyDown={onKeyDown}
    >
      <rect className="hit" x={-18} y={LINE + 8} width={36} height={HEIGHT - LINE - 8} />
      <path className="cut" d={`M0 ${LINE - 12}V${LINE + 14}`} />
      <path className="grip" d={`M0 ${LINE + 12}l8 9v9a3 3 0 0 1 -3 3h-10a3 3 0 0 1 -3 -3v-9z`} />
      <text x={shift} y={HEIGHT - 2} textAnchor={anchor}>
        limit {limit}
      </text>
    </g>
  );
}
