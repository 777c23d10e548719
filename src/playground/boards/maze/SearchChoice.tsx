import { ToggleGroup } from 'radix-ui';
import { useId, useMemo } from 'react';
import type { MazeGrid } from '../../../puzzles/maze/geometry';
import { plural } from '../../../puzzles/plural';
import { comparePath, searchMaze, type MazeOverlayChoice, type MazeSearch } from './overlays';
import type { MazeThought } from './thought';

export interface SearchChoiceProps {
  readonly puzzle: MazeGrid;
  /** The visible segment, `null` before the first. */
  readonly thought: MazeThought | null;
  readonly choice: MazeOverlayChoice;
  onChoice(choice: MazeOverlayChoice): void;
}

const LAYERS = ['distance', 'frontier', 'solution'] as const;
const NAMES = { distance: 'Distance', frontier: 'Frontier', solution: 'Shortest path' } as const;

/**
 * Switches for the overlays of a breadth-first search, and its progress compared with the model.
 */
export function SearchChoice({ puzzle, thought, choice, onChoice }: SearchChoiceProps) {
  const search = useMemo(() => searchMaze(puzzle), [puzzle]);
  const paceId = useId();
  return (
    <div className="search-choice">
      <ToggleGroup.Root
        className="toggles"
        type="multiple"
        aria-label="Lay over the maze"
        value={LAYERS.filter((layer) => choice[layer])}
        onValueChange={(on) => {
          const [distance, frontier, solution] = LAYERS.map((layer) => on.includes(layer));
          onChoice({ ...choice, distance: distance!, frontier: frontier!, solution: solution! });
        }}
      >
        {LAYERS.map((layer) => (
          <ToggleGroup.Item key={layer} value={layer}>
            {NAMES[layer]}
          </ToggleGroup.Item>
        ))}
      </ToggleGroup.Root>
      {choice.frontier && search !== null && (
        <>
          <div className="row pace">
            <label htmlFor={paceId}>Search, steps a segment</label>
            <input
              id={paceId}
              type="range"
              min={1}
              max={Math.max(2, Math.min(search.farthest, 60))}
              value={choice.pace}
              onChange={(event) => onChoice({ ...choice, pace: Number(event.target.value) })}
            />
            <output htmlFor={paceId}>{choice.pace}</output>
          </div>
          <p className="whisper">{compareInWords(search, thought, choice.pace)}</p>
        </>
      )}
    </div>
  );
}

/** The model beside a breadth-first search, in numbers. */
export function compareInWords(
  search: MazeSearch,
  thought: MazeThought | null,
  pace: number,
): string {
  if (search.path === null) return 'The search finds no way to the goal.';
  const length = search.path.length - 1;
  const arrival = Math.ceil(length / pace);
  if (thought === null) {
    return `At this pace a breadth-first search from the start is at the goal, ${plural(length, 'step')} away, after ${plural(arrival, 'segment')}.`;
  }
  const depth = pace * thought.segment;
  const { within, ahead } = comparePath(thought.reading.path, search, depth);
  const marked = within.length + ahead.length;
  const gone =
    depth >= length
      ? `The search is at the goal since segment ${arrival}.`
      : `The search has gone ${depth} of ${plural(length, 'step')}.`;
  if (marked === 0) return `${gone} The model marks no path yet.`;
  if (ahead.length === 0) return `${gone} All cells that the model marks are within it.`;
  return `${gone} Of ${plural(marked, 'cell')} that the model marks, ${ahead.length} are ahead of it (hollow).`;
}
