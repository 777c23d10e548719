import { plural } from '../../puzzles/plural';
import { cutOffAt } from '../store/cut';
import { solvedAt } from '../store/selectors';
import type { PlaygroundState } from '../store/state';
import { DEFAULTS, extentNow } from '../store/thought';
import { usePlayground, usePlaygroundStore } from '../usePlayground';
import type { WorldParts } from '../worlds/page-world';
import { useParts } from '../worlds/useParts';

/** A proposal: another limit, or no halting. */
export type Proposal = number | 'think on' | null;

/** Number of segments after which a right answer counts as stable. */
const SEEN = 2;

/**
 * The proposal; `null` for none. After a right answer: a lower limit, until the limit was moved
 * once; if it was right at once: no halting. After a thought that was cut off: a higher limit.
 */
function proposalNow(state: PlaygroundState, parts: Pick<WorldParts, 'report'>): Proposal {
  const { limit, limitMoved, halting, playback } = state;
  const { playing, segment } = playback;
  if (!playing && cutOffAt(state, parts) !== null) {
    return limit < DEFAULTS.limit ? DEFAULTS.limit : null;
  }
  const { end, done } = extentNow(state);
  const since = solvedAt(state, parts);
  if (limitMoved || !done || since === null) return null;
  // A thought may continue for long after it was right.
  if (playing ? since === 1 || segment < since + SEEN : segment !== end) return null;
  if (since === 1) return halting && end < limit ? 'think on' : null;
  return Math.min(2, since - 1);
}

/** In pixels: what the handle takes before its middle, its label behind it, and the longest words. */
const ROOM = { handle: 20, label: 76, words: 190 } as const;

interface Props {
  /** The position of the limit's handle and the width of the timeline, in pixels. */
  readonly handle: number;
  readonly width: number;
}

/** Beside the handle of the limit: a proposal to move it. */
export function Nudge({ handle, width }: Props) {
  const store = usePlaygroundStore();
  const parts = useParts();
  const proposed = usePlayground((state) => proposalNow(state, parts));
  const limit = usePlayground((state) => state.limit);
  if (proposed === null) return null;
  const room = { before: handle - ROOM.handle, behind: width - handle - ROOM.label };
  const left = room.before > room.behind;
  const isNarrow = Math.max(room.before, room.behind) < ROOM.words;
  const follow = () => {
    const { setLimit, setHalting, play } = store.getState();
    if (proposed === 'think on') setHalting(false);
    else setLimit(proposed);
    play();
  };
  return (
    <button
      type="button"
      className={`nudge${left ? ' before' : ' behind'}`}
      style={left ? { right: width - room.before } : { left: width - room.behind }}
      onClick={follow}
    >
      {wordsFor(proposed, limit)[isNarrow ? 1 : 0]}
    </button>
  );
}

/** The words, and fewer for a narrow timeline. */
function wordsFor(proposed: Exclude<Proposal, null>, limit: number): readonly [string, string] {
  if (proposed === 'think on') return ['Let it think on and see', 'Think on'];
  if (proposed > limit) return ['Let it think longer', 'Think longer'];
  const segments = plural(proposed, 'segment');
  return [`Give it only ${segments}`, `Only ${segments}`];
}
