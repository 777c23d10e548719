import { expectedBytes } from '../../checkpoint/model-source';
import { encodeSudoku } from '../../puzzles/sudoku/codec';
import { findViolations } from '../../puzzles/sudoku/rules';
import type { EngineClient } from '../../worker/client';
import type { Event, ModelSource } from '../../worker/protocol';
import type { PlaygroundStore } from './playground';
import { givensOf } from './puzzle';
import { TraceLibrary } from './traces';

/** How long the engine waits for the next key while a puzzle is typed, in milliseconds. */
const TYPING_PAUSE = 350;

/**
 * Keeps the engine at what the page shows: opens the model, thinks about the puzzle on the board,
 * moves the limit, and brings back what it hears. Every thought goes into a library first, so the
 * engine is asked only for segments nobody has seen. Returns the function that lets go.
 */
export function driveEngine(
  store: PlaygroundStore,
  client: EngineClient,
  model: ModelSource,
): () => void {
  const library = new TraceLibrary();
  /** The latest run and the puzzle it is about; `null` once it cannot go on. */
  let run: { number: number; key: string } | null = null;
  let runs = 0;
  let typing: ReturnType<typeof setTimeout> | undefined;

  const open = () => {
    const { backend, engineIs } = store.getState();
    run = null;
    engineIs({ phase: 'loading', loaded: 0, total: expectedBytes(model) });
    client.send({ type: 'open', model, backend });
  };

  /** Traces are kept by backend, so that another one chosen thinks for itself. */
  const keyNow = () => {
    const { engine, history } = store.getState();
    if (engine.phase !== 'ready') return null;
    return `${engine.backend.kind}:${history.present.join('')}`;
  };

  const think = () => {
    const state = store.getState();
    const key = keyNow();
    const givens = givensOf(state);
    if (key === null || findViolations(givens).length > 0) return;
    const known = library.get(key) ?? { input: encodeSudoku(givens), frames: [] };
    library.put(key, known);
    state.thoughtIs(known);
    if (known.frames.length >= state.limit) return;
    run = { number: ++runs, key };
    state.setComputing(true);
    const { input } = known;
    client.send({ type: 'think', run: run.number, input, identifier: 0, limit: state.limit });
  };

  /** What another backend thought stays on the board until the new one has caught up. */
  const keepShowing = (name: string) => {
    const { live, showRecording } = store.getState();
    if (live !== null && live.frames.length > 0) showRecording({ model: name, trace: live });
  };

  const stop = () => {
    if (run !== null) client.send({ type: 'stop', run: run.number });
    run = null;
  };

  const moveLimit = (limit: number) => {
    const { live, setComputing } = store.getState();
    const known = live?.frames.length ?? 0;
    if (run !== null) {
      setComputing(known < limit);
      client.send({ type: 'limit', run: run.number, limit });
    } else if (known < limit) {
      think();
    }
  };

  const hear = (event: Event) => {
    const { engineIs, frameArrived, setComputing, note } = store.getState();
    switch (event.type) {
      case 'progress':
        return engineIs(
          event.stage === 'weights'
            ? { phase: 'loading', loaded: event.loaded, total: event.total }
            : { phase: 'preparing' },
        );
      case 'ready': {
        const { model, parameters, backend, dispatches, cached } = event;
        keepShowing(model);
        engineIs({ phase: 'ready', model, parameters, backend, dispatches, cached });
        return think();
      }
      case 'frame': {
        if (event.run !== run?.number) return;
        frameArrived(event.segment, event.frame);
        const { live } = store.getState();
        if (live !== null) library.put(run.key, live);
        return;
      }
      case 'rested':
        if (event.run === run?.number) setComputing(false);
        return;
      case 'failed':
        if (event.during === 'open') return engineIs({ phase: 'failed', message: event.message });
        if (event.run !== undefined && event.run !== run?.number) return;
        run = null;
        setComputing(false);
        note(event.message);
    }
  };

  const unhear = client.subscribe(hear);
  const unsubscribe = store.subscribe((state, before) => {
    if (state.backend !== before.backend || state.attempt !== before.attempt) open();
    if (state.history.present !== before.history.present) {
      stop();
      clearTimeout(typing);
      typing = setTimeout(think, state.editing ? TYPING_PAUSE : 0);
    } else if (state.limit !== before.limit) {
      moveLimit(state.limit);
    }
  });
  open();

  return () => {
    clearTimeout(typing);
    unsubscribe();
    unhear();
    client.dispose();
  };
}
