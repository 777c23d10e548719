import { WALL, type MazeGrid } from '../../../puzzles/maze/geometry';
import { mazePresets } from '../../../puzzles/maze/presets';
import { runs } from '../../boards/maze/paths';
import { puzzleOf, sameGrid } from '../../store/puzzle';
import { usePlayground } from '../../usePlayground';

/** Mazes of the model's size, as small pictures of themselves. */
export function Examples() {
  const side = usePlayground(({ board }) => board.side);
  const maze = usePlayground(puzzleOf);
  const setPuzzle = usePlayground((state) => state.setPuzzle);
  const presets = mazePresets(side);
  const chosen = presets.find(({ puzzle }) => sameGrid(puzzle, maze));
  return (
    <section className="panel" aria-label="Examples">
      <div className="examples" role="group" aria-label="Example mazes">
        {presets.map((preset) => (
          <button
            key={preset.id}
            type="button"
            className="example"
            aria-pressed={preset === chosen}
            title={preset.note}
            onClick={() => setPuzzle(preset.puzzle)}
          >
            <Thumbnail maze={preset.puzzle} side={side} />
            {preset.name}
          </button>
        ))}
      </div>
      <p className="whisper">{chosen?.note ?? 'A maze of your own.'}</p>
    </section>
  );
}

function Thumbnail({ maze, side }: { readonly maze: MazeGrid; readonly side: number }) {
  return (
    <svg viewBox={`0 0 ${side} ${side}`} aria-hidden="true">
      <path d={runs(maze.length, side, (cell) => maze[cell] === WALL)} />
    </svg>
  );
}
