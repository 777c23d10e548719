import { createStore } from 'zustand/vanilla';
import { fileName } from '../page/download';
import { linkOf } from '../page/settings';
import { sentence } from '../panels/Status';
import { activeLesson, cameWithPage } from '../store/active-lesson';
import { haltProbability } from '../store/halting';
import type { PlaygroundStore } from '../store/playground';
import { puzzleOf } from '../store/puzzle';
import type { PlaygroundState } from '../store/state';
import { extentNow, traceOf } from '../store/thought';
import { PlaygroundContext } from '../usePlayground';
import { changedCells } from '../worlds/reports';
import { shortNameOf, type Origin } from './origin';
import { drawStill } from './still';
import type { Subject } from './subject';
import { madeBy } from './table';
import { afterWords, rounded } from './words';

/** The thought on the board of a world. */
export async function worldSubject(store: PlaygroundStore): Promise<Subject> {
  const state = store.getState();
  const { board } = state;
  const { world } = board;
  const parts = await world.parts();
  const puzzle = puzzleOf(state);
  const frames = (traceOf(state)?.frames ?? []).slice(0, extentNow(state).reached);
  const { segment } = state.playback;
  const name = `${world.title} ${board.side}×${board.side}`;
  const line = world.line(puzzle);
  const origin: Origin = {
    title: `${name}, ${afterWords(segment)}`,
    model: modelOf(state),
    puzzle: line,
    link: linkOf(state),
  };
  const reports = frames.map((frame) => parts.report(frame, puzzle, board));
  const changed = reports.map((report, at) => changedCells(report, reports[at - 1] ?? null).size);

  return {
    origin,
    stem: fileName(`${name} ${shortNameOf(line)}`),
    frames,
    segment,
    caption: (at) => sentence(stillState(state, at), parts),
    async draw(at) {
      if (world.id === 'arc') {
        return await (await import('../arc/draw-arc')).drawArc(store, frames, at);
      }
      const still = createStore<PlaygroundState>()(() => stillState(state, at));
      const piece = (
        <PlaygroundContext value={still}>
          <parts.Board />
        </PlaygroundContext>
      );
      return (await drawStill(piece, 'svg.board'))[0]!;
    },
    table: () => ({
      columns: [
        'segment',
        'q_halt',
        'q_continue',
        'halt_probability',
        'right',
        'wrong',
        'solved',
        'changed',
        'milliseconds',
        'assumed_cells',
        'grid',
      ],
      rows: frames.map((frame, at) => {
        const { right, wrong, solved, grid } = reports[at]!;
        return [
          ...[at + 1, rounded(frame.qHalt), rounded(frame.qContinue)],
          ...[rounded(haltProbability(frame)), right, wrong, solved, changed[at]!],
          ...[rounded(frame.milliseconds), frame.assumed?.join(' ') ?? ''],
          world.line(grid),
        ];
      }),
    }),
    record: () => ({
      format: 'hrm-playground/thought',
      version: 1,
      ...madeBy({ ...origin, title: `${name}, a thought of ${frames.length} segments` }),
      backend: cameWithPage(state) ? 'recorded' : (state.report?.kind ?? null),
      limit: state.limit,
      halting: state.halting,
      chains: state.numChains,
      input: [...world.encode(puzzle)],
      segments: frames.map((frame, at) => ({
        segment: at + 1,
        q_halt: rounded(frame.qHalt),
        q_continue: rounded(frame.qContinue),
        right: reports[at]!.right,
        wrong: reports[at]!.wrong,
        solved: reports[at]!.solved,
        milliseconds: rounded(frame.milliseconds),
        ...(frame.restarted !== undefined && { chains_restarted: frame.restarted }),
        ...(frame.assumed !== undefined && { assumed_cells: [...frame.assumed] }),
        grid: world.line(reports[at]!.grid),
        tokens: [...frame.tokens],
        confidence: Array.from(frame.confidence, rounded),
        ...(frame.chains !== undefined && {
          surest_chain: frame.chains.surest,
          chains: frame.chains.all.map(({ tokens, qHalt, qContinue, assumed }) => ({
            q_halt: rounded(qHalt),
            q_continue: rounded(qContinue),
            ...(assumed !== undefined && { assumed_cells: [...assumed] }),
            tokens: [...tokens],
          })),
        }),
      })),
    }),
  };
}

/** The page's state at a segment, without a pointer on anything. */
function stillState(state: PlaygroundState, segment: number): PlaygroundState {
  const playback = { ...state.playback, segment, playing: false };
  return { ...state, playback, hovered: null, editing: false, cursor: -1 };
}

function modelOf(state: PlaygroundState): string {
  const lesson = activeLesson(state);
  if (lesson !== null) return `in a lesson (${lesson.kind}), after ${lesson.step} steps`;
  const { id, title, origin } = state.model;
  return origin === 'shipped' ? `${title} (models/${id})` : `${title} (kept in one browser)`;
}
