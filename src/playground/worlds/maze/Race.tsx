import { useMemo } from 'react';
import { useStore } from 'zustand';
import { GOAL } from '../../../puzzles/maze/geometry';
import { drawPath } from '../../../puzzles/maze/solver';
import { judgeMaze } from '../../../puzzles/maze/verdict';
import { plural } from '../../../puzzles/plural';
import { PathBoard } from '../../boards/maze/PathBoard';
import { noPath, type OwnPath } from '../../boards/maze/own-path';
import { RaceStage } from '../../race/RaceStage';
import { answer, answerOf, raceOn, redoAnswer, undoAnswer } from '../../race/race';
import { puzzleOf } from '../../store/puzzle';
import { usePlayground } from '../../usePlayground';

/** A person's own path through the maze. */
export default function Race() {
  const maze = usePlayground(puzzleOf);
  const blank = useMemo(() => noPath(maze), [maze]);
  const race = raceOn(maze, blank);
  const path = useStore(race, answerOf);
  const verdict = (drawn: OwnPath) => judgeMaze(drawPath(maze, drawn), maze, null);
  const arrived = maze[path.at(-1) ?? -1] === GOAL;
  const isShortest = (drawn: OwnPath) =>
    maze[drawn.at(-1) ?? -1] === GOAL && verdict(drawn).kind === 'valid';
  return (
    <RaceStage
      race={race}
      blank={blank}
      invitation="Your turn: draw the shortest path from the disc to the diamond."
      progress={arrived ? verdict(path).message : `${plural(path.length - 1, 'step')} so far.`}
      board={
        <PathBoard
          maze={maze}
          path={path}
          onPath={(next) => answer(race, next, isShortest)}
          onUndo={() => undoAnswer(race)}
          onRedo={() => redoAnswer(race)}
        />
      }
      tools={
        <p className="whisper">
          Draw by pointer or arrow keys; to take steps back, go back along your path.
        </p>
      }
    />
  );
}
