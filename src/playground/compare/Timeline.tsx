import { useEffect, useState } from 'react';

/** Milliseconds for each segment while the comparison plays. */
const BEAT = 500;

interface Props {
  readonly timeline: ReturnType<typeof useTimeline>;
  readonly segments: number;
  /** Whether there is anything to play yet. */
  readonly ready: boolean;
}

/** The common timeline of compared thoughts. */
export function Timeline({ timeline: { segment, playing, seek, toggle }, segments, ready }: Props) {
  return (
    <div className="compare-time">
      <button type="button" className="button" onClick={toggle} disabled={!ready}>
        {playing ? 'Pause' : 'Play'}
      </button>
      <input
        type="range"
        aria-label="Segment"
        min={0}
        max={segments}
        value={segment}
        onChange={(event) => seek(Number(event.target.value))}
      />
      <output>
        {segment} of {segments} segments
      </output>
    </div>
  );
}

/**
 * One timeline for all: plays up to the furthest segment of any model, and restarts with a new
 * puzzle.
 * @param longest segments of the furthest model, @param segments of the timeline
 */
export function useTimeline(longest: number, segments: number, puzzle: unknown) {
  const [{ of, segment, playing }, setState] = useState({ of: puzzle, segment: 0, playing: true });
  const now = of === puzzle ? { segment, playing } : { segment: 0, playing: true };
  const waits = now.segment >= longest;
  useEffect(() => {
    if (!now.playing || waits) return;
    const timer = setTimeout(
      () => setState({ of: puzzle, segment: now.segment + 1, playing: now.segment + 1 < segments }),
      BEAT,
    );
    return () => clearTimeout(timer);
  }, [now.playing, now.segment, puzzle, segments, waits]);
  return {
    ...now,
    seek: (to: number) => setState({ of: puzzle, segment: to, playing: false }),
    toggle: () =>
      setState({
        of: puzzle,
        segment: now.playing || now.segment < segments ? now.segment : 0,
        playing: !now.playing,
      }),
  };
}
