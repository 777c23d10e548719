import type { ModelSource } from '../../worker/protocol';
import { hasTasks, type Grid } from '../worlds/page-world';
import { startHistory } from './history';
import { settle } from './playback';
import { puzzleOf, sameGrid } from './puzzle';
import type { PlaygroundState, SliceCreator } from './state';
import { extentNow, resetTraceFollowing, startThought, type Recording } from './thought';

/** For puzzles of tasks (ARC): how the model knows the task of the puzzle on the board. */
export interface Question {
  /** Row of its puzzle embedding; `null` while the model does not know the task. */
  readonly identifier: number | null;
  /** The model that learned the task here; `null` if it is the open one. */
  readonly source: ModelSource | null;
  /** Why there is no thought, in a sentence. */
  readonly why: string | null;
  /** The learning before this thought: "120 steps learned". */
  readonly note: string | null;
}

/** A question to put on the board. */
export interface QuestionAsked extends Question {
  readonly puzzle: Grid;
  /** A recorded thought about it. */
  readonly recording: Recording | null;
}

export interface QuestionSlice {
  readonly question: Question;
  /**
   * Puts the question of a task on the board.
   * @param how whether a thought about it is played from its start, or followed at its end
   */
  ask(question: QuestionAsked, how: 'play' | 'follow'): void;
}

export const createQuestion: SliceCreator<QuestionSlice> = (set) => ({
  question: { identifier: null, source: null, why: null, note: null },
  ask: ({ puzzle, recording, ...question }, how) =>
    set((state) => {
      const samePuzzle = sameGrid(puzzle, puzzleOf(state));
      const sameSource = question.source === state.question.source;
      const sameIdentifier = question.identifier === state.question.identifier;
      const history = puzzle === puzzleOf(state) ? {} : { history: startHistory(puzzle) };
      if (samePuzzle && sameSource && recording === null && question.identifier !== null) {
        // The visible thought stays until the model, which knows the task now, has a new one.
        return { question, ...history, ...(!sameIdentifier && { live: null, computing: false }) };
      }
      if (samePuzzle && sameSource && sameIdentifier && recording === null && !state.recording) {
        return { question, ...history };
      }
      const thought = how === 'play' ? startThought(state) : resetTraceFollowing(state);
      const next = { ...state, question, ...history, ...thought, recording };
      return {
        question,
        ...history,
        ...thought,
        recording,
        playback: settle(next.playback, extentNow(next)),
      };
    }),
});

/** The puzzle identifier to think with now; `null` if the model does not know the task. */
export function identifierNow({ board, question }: PlaygroundState): number | null {
  return hasTasks(board.world) ? question.identifier : 0;
}

/** The model that learned the task on the board, if it did. */
export function learnedHere({ board, question }: PlaygroundState): ModelSource | null {
  return hasTasks(board.world) ? question.source : null;
}
