import { expectedBytes, sourceKey } from '../../checkpoint/model-source';
import type { BackendKind } from '../../compute/backend';
import type { Trace } from '../../reasoning/trace';
import type { EngineClient } from '../../worker/client';
import type { Event } from '../../worker/protocol';
import { activeLesson } from './active-lesson';
import { currentDiversity, isPlain, chainSettingsKey, restartNow } from './chains';
import { FrameCache } from './frame-cache';
import { sourceNow } from './model';
import type { PlaygroundStore } from './playground';
import { puzzleOf, sameGrid } from './puzzle';
import { identifierNow } from './question';

/** Milliseconds that the engine waits for the next key while a puzzle is typed. */
const TYPING_PAUSE = 350;

/** Milliseconds of a segment above which the page asks before it thinks. */
const SLOW = 3000;

/**
 * Synchronises the engine with the page: opens the model, thinks about the puzzle on the board,
 * moves the limit, and handles events. Every thought is cached, so the engine is asked only for new
 * segments. Returns a function that unsubscribes.
 */
export function driveEngine(store: PlaygroundStore, client: EngineClient): () => void {
  const cache = new FrameCache();
  /** The latest run and its puzzle; `null` when it cannot continue. */
  let run: { number: number; key: string } | null = null;
  let runs = 0;
  let typing: ReturnType<typeof setTimeout> | undefined;
  /** Key of the engine's weights; `null` until known. */
  let inPlace: string | null = null;
  /** Keys of slow models that a person has allowed to think. */
  const agreed = new Set<string>();
  /** Whether weights are being sent to the engine. Newer ones wait meanwhile. */
  let handing = false;

  const open = () => {
    const { backend, setEngineStatus } = store.getState();
    const model = sourceNow(store.getState());
    run = null;
    handing = true;
    setEngineStatus({ phase: 'loading', loaded: 0, total: expectedBytes(model) });
    client.send({ type: 'open', model, backend });
  };

  const stop = () => {
    if (run !== null) client.send({ type: 'stop', run: run.number });
    run = null;
  };

  /** Sends the present model to the engine when it is done with an earlier one; then it thinks. */
  const handOver = () => {
    const model = sourceNow(store.getState());
    if (handing) return;
    if (sourceKey(model) === inPlace) return think();
    stop();
    handing = true;
    client.send({ type: 'weights', model });
  };

  const handedOver = (model: string, key: string) => {
    inPlace = key;
    handing = false;
    // The old thought stays on the board until the engine has a new one.
    store.getState().keepShowing(model);
    handOver();
  };

  /** Traces are kept by backend, model and width, because another choice needs its own thought. */
  const keyOn = (backend: BackendKind) => {
    const state = store.getState();
    const model = sourceKey(sourceNow(state));
    const asked = `${identifierNow(state)}:${puzzleOf(state).join('')}`;
    return `${backend}:${model}:${chainSettingsKey(state)}:${asked}`;
  };

  /** The key of the thought, when the engine can continue it. */
  const keyNow = () => {
    const state = store.getState();
    const { engine } = state;
    if (engine.phase !== 'ready' || sourceKey(sourceNow(state)) !== inPlace) return null;
    return keyOn(engine.backend.kind);
  };

  /** While the engine opens the model, its earlier thought is shown. */
  const recall = () => {
    const { report, live, showRecording } = store.getState();
    const known = report === null ? undefined : cache.get(keyOn(report.kind));
    if (known === undefined || known.frames.length === 0 || live !== null) return;
    showRecording({ model: sourceNow(store.getState()).name, trace: known });
  };

  /** The part of this thought that the lesson has shown. */
  const taught = (input: Uint8Array): Trace | undefined => {
    // A lesson is evaluated in one chain.
    if (!isPlain(store.getState())) return undefined;
    const trackedExample = activeLesson(store.getState())?.student?.trackedExample;
    if (trackedExample === undefined || !sameGrid(trackedExample.puzzle, input)) return undefined;
    return { input, frames: trackedExample.frames };
  };

  const think = () => {
    const state = store.getState();
    const { board } = state;
    const key = keyNow();
    const puzzle = puzzleOf(state);
    if (key === null) return recall();
    const identifier = identifierNow(state);
    if (identifier === null || board.world.objection(puzzle, board) !== null) return;
    const asked = board.world.encode(puzzle);
    const known = cache.get(key) ?? taught(asked) ?? { input: asked, frames: [] };
    cache.put(key, known);
    state.setTrace(known);
    const more = known.frames.length < state.limit && !state.stopped;
    state.setComputing(more);
    if (!more) return;
    run = { number: ++runs, key };
    const { input } = known;
    const { limit, numChains } = state;
    const restart = restartNow(state);
    const width =
      numChains === 1 ? { numChains } : { numChains, diversity: currentDiversity(state) };
    const again = restart > 0 ? { restart } : {};
    client.send({
      type: 'think',
      run: run.number,
      input,
      identifier,
      limit,
      ...width,
      ...again,
    });
  };

  const moveLimit = (limit: number) => {
    const { live, setComputing } = store.getState();
    const known = live?.frames.length ?? 0;
    if (store.getState().stopped) return;
    if (run !== null) {
      setComputing(known < limit);
      client.send({ type: 'limit', run: run.number, limit });
    } else if (known < limit) {
      think();
    }
  };

  const hear = (event: Event) => {
    const state = store.getState();
    const { models, model, setEngineStatus, frameArrived, setComputing, note, chooseModel } = state;
    switch (event.type) {
      case 'progress':
        return setEngineStatus(
          event.stage === 'weights'
            ? { phase: 'loading', loaded: event.loaded, total: event.total }
            : { phase: 'preparing' },
        );
      case 'ready': {
        const { type: phase, key, ...what } = event;
        setEngineStatus({ phase, ...what });
        state.setStopped((what.segmentTime ?? 0) > SLOW && !agreed.has(key));
        return handedOver(event.model, key);
      }
      case 'loaded':
        return handedOver(event.model, event.key);
      case 'frame': {
        if (event.run !== run?.number) return;
        frameArrived(event.segment, event.frame);
        const { live } = store.getState();
        if (live !== null) cache.put(run.key, live);
        return;
      }
      case 'part':
        if (event.run === run?.number) state.setPart(event.segment, event.share);
        return;
      case 'rested':
        if (event.run === run?.number) setComputing(false);
        return;
      case 'failed':
        // The inspection handles it; the thought itself continues.
        if (event.during === 'inspect') return;
        if (event.during !== 'think') handing = false;
        if (event.during === 'open') {
          inPlace = null;
          return setEngineStatus({ phase: 'failed', message: event.message });
        }
        if (event.run !== undefined && event.run !== run?.number) return;
        run = null;
        setComputing(false);
        note(event.message);
        // The engine continues with the old model; the page says so if a person chose the other.
        if (event.during === 'weights' && activeLesson(state) === null) {
          const { world } = model.board;
          const other = models.find(({ board, id }) => board.world === world && id !== model.id);
          chooseModel((other ?? models[0]!).id);
        }
    }
  };

  const unhear = client.subscribe(hear);
  const unsubscribe = store.subscribe((state, before) => {
    if (state.backend !== before.backend || state.attempt !== before.attempt) open();
    if (sourceNow(state) !== sourceNow(before)) handOver();
    if (state.stopped !== before.stopped) {
      stop();
      if (state.stopped) state.setComputing(false);
      else if (!handing) {
        if (inPlace !== null) agreed.add(inPlace);
        think();
      }
    }
    if (
      state.history.present !== before.history.present ||
      identifierNow(state) !== identifierNow(before)
    ) {
      stop();
      clearTimeout(typing);
      // Another puzzle is another thought, unless this model has not been allowed to think yet.
      if (state.stopped && inPlace !== null && agreed.has(inPlace)) state.setStopped(false);
      typing = setTimeout(think, state.editing ? TYPING_PAUSE : 0);
    } else if (chainSettingsKey(state) !== chainSettingsKey(before)) {
      stop();
      think();
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
