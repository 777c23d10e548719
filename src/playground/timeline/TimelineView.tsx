import type { KeyboardEvent } from 'react';
import { plural } from '../../puzzles/plural';
import type { Frame } from '../../reasoning/trace';
import { continueProbability, haltProbability, haltThreshold } from '../store/halting';
import { useWidth } from '../useWidth';
import { slide } from './slide';
import { slideByKey } from './sliderKeys';
import { timelineScale, type TimelineScale } from './timeline-scale';

/** Heights in pixels: the Q head's bars above the line, the handle of the limit below it. */
const LINE = 62;
const BAR = 40;
const HEIGHT = LINE + 38;
/** Without a handle below the line. */
const HEIGHT_ALONE = LINE + 18;
/** Space for the words beside the handle. */
const WORDS = 45;
/** Free margin at both ends, in pixels. */
export const ENDS = 10;

/** The data of a timeline, independent of the thought's origin. */
export interface TimelineProps {
  /** The segments computed so far, in order. */
  readonly frames: readonly Pick<Frame, 'qHalt' | 'qContinue' | 'restarted'>[];
  /** Number of segments on the line. */
  readonly most: number;
  /** The ACT limit, in segments. */
  readonly limit: number;
  /** The last segment that counts. */
  readonly end: number;
  /** Counted computed segments. */
  readonly reached: number;
  /** First segment at which the Q head wishes to halt, if it does. */
  readonly wish: number | null;
  /** The threshold of halting, if a person has set it; see `haltThreshold`. */
  readonly sureness: number | null;
  /** Visible segment; 0 is the puzzle before the first. */
  readonly segment: number;
  onSeek(segment: number): void;
  /** Without it there is no handle for the limit. */
  onLimit?(limit: number): void;
}

/** Every segment of a thought in a row, with the draggable limit. */
export function TimelineView(props: TimelineProps) {
  const { most, segment, reached, end, limit, onSeek, onLimit } = props;
  const [ref, width] = useWidth<SVGSVGElement>(600);
  const x = timelineScale(most, [ENDS, width - ENDS]);
  return (
    <svg
      ref={ref}
      className="timeline"
      height={onLimit ? HEIGHT : HEIGHT_ALONE}
      role="group"
      aria-label="Timeline"
    >
      <Track x={x} end={end} onSeek={onSeek} />
      <Threshold x={x} {...props} />
      <Segments x={x} {...props} />
      <WishMark x={x} {...props} />
      <Playhead x={x} segment={segment} reached={reached} onSeek={onSeek} />
      {onLimit && <Limit x={x} limit={limit} most={most} onLimit={onLimit} />}
    </svg>
  );
}

type Of<Key extends keyof TimelineProps> = Pick<TimelineProps, Key> & { readonly x: TimelineScale };

/** The line; a press anywhere shows that segment. */
function Track({ x, end, onSeek }: Of<'end' | 'onSeek'>) {
  const [left, right] = x.range();
  return (
    <g className="track" {...slide((at) => onSeek(x.invert(at)))}>
      <rect x={0} y={0} width={right + ENDS} height={LINE + 10} fill="transparent" />
      <line className="line-far" x1={left} x2={right} y1={LINE} y2={LINE} />
      <line className="line-near" x1={left} x2={x(end)} y1={LINE} y2={LINE} />
    </g>
  );
}

/**
 * A dot for each segment and a bar for its σ(q_halt); a line before it if chains have started over.
 */
function Segments({ x, frames, end, limit, most }: Of<'frames' | 'end' | 'limit' | 'most'>) {
  const numbers = Array.from({ length: most }, (_, index) => index + 1);
  return (
    <g className="segments" data-part="segments" aria-hidden="true">
      {numbers.map((segment) => {
        const frame = frames[segment - 1];
        const within = segment <= end;
        const room = x(segment) - x(segment - 1);
        const barWidth = Math.min(12, 0.75 * room);
        const kind = segment > limit ? 'beyond' : frame ? 'known' : 'awaited';
        return (
          <g key={segment} className={within ? kind : `${kind} cut`}>
            {frame?.restarted !== undefined && segment <= limit && (
              <path
                className="restarted"
                d={`M${x(segment - 0.5)} ${LINE - BAR - 9}V${LINE + 6}`}
              />
            )}
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
            <circle
              cx={x(segment)}
              cy={LINE}
              r={segment > limit ? 1.5 : Math.min(3.2, 0.42 * room)}
            />
          </g>
        );
      })}
    </g>
  );
}

/**
 * The threshold of halting across the bars: a line if it is constant, otherwise σ(q_continue) of
 * each segment.
 */
function Threshold({ x, frames, limit, sureness }: Of<'frames' | 'limit' | 'sureness'>) {
  const height = (share: number) => LINE - 9 - BAR * share;
  const share = haltThreshold(frames, sureness);
  const [left, right] = x.range();
  if (share !== null) {
    const y = height(share);
    return (
      <g className="threshold" data-part="halt" aria-hidden="true">
        <line x1={left} x2={right} y1={y} y2={y} />
        <text className="axis" x={right} y={y - 4} textAnchor="end">
          halts above {Math.floor(100 * share)} %
        </text>
      </g>
    );
  }
  const votes = frames.slice(0, limit).map((frame) => height(continueProbability(frame)));
  if (votes.length === 0) return null;
  const path = votes.map((y, index) => `${index === 0 ? 'M' : 'L'}${x(index + 1)} ${y}`).join('');
  return (
    <g className="threshold" data-part="halt" aria-hidden="true">
      <path d={path} />
      {votes.map((y, index) => (
        <circle key={index} cx={x(index + 1)} cy={y} r={2} />
      ))}
      <text className="axis" x={right} y={LINE - BAR - 13} textAnchor="end">
        halts where the bar is above the line
      </text>
    </g>
  );
}

function WishMark({ x, wish, limit, most }: Of<'wish' | 'limit' | 'most'>) {
  if (wish === null || wish > limit) return null;
  const late = wish > most / 2;
  return (
    <text
      className="wish"
      data-part="halt"
      x={x(wish) + (late ? -10 : 10)}
      y={LINE - 16}
      textAnchor={late ? 'end' : 'start'}
    >
      halts
    </text>
  );
}

function Playhead({ x, segment, reached, onSeek }: Of<'segment' | 'reached' | 'onSeek'>) {
  const onKeyDown = (event: KeyboardEvent) => {
    const to = slideByKey(event.key, segment, 0, reached);
    if (to === null) return;
    event.preventDefault();
    onSeek(to);
  };
  return (
    <g
      className="playhead"
      {...slide((at) => onSeek(x.invert(at)))}
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

interface LimitProps {
  readonly x: TimelineScale;
  readonly limit: number;
  readonly most: number;
  onLimit(limit: number): void;
}

/** The ACT limit: the handle that cuts the thought. */
function Limit({ x, limit, most, onLimit }: LimitProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    const to = slideByKey(event.key, limit, 1, most);
    if (to === null) return;
    event.preventDefault();
    onLimit(to);
  };
  const late = x(limit) > x.range()[1] - WORDS;
  return (
    <g
      className="limit"
      {...slide((at) => onLimit(x.invert(at)))}
      data-part="limit"
      role="slider"
      tabIndex={0}
      aria-label="ACT limit"
      aria-valuemin={1}
      aria-valuemax={most}
      aria-valuenow={limit}
      aria-valuetext={plural(limit, 'segment')}
      transform={`translate(${x(limit)} 0)`}
      onKeyDown={onKeyDown}
    >
      <rect className="hit" x={-22} y={LINE + 8} width={44} height={HEIGHT - LINE - 8} />
      <path className="cut" d={`M0 ${LINE - 12}V${LINE + 14}`} />
      <path className="grip" d={`M0 ${LINE + 11}l9 9v11a3 3 0 0 1 -3 3h-12a3 3 0 0 1 -3 -3v-11z`} />
      <text x={late ? -13 : 13} y={LINE + 31} textAnchor={late ? 'end' : 'start'}>
        limit {limit}
      </text>
    </g>
  );
}
