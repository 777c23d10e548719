import type { LessonEvent } from '../../worker/lesson-protocol';
import { cutCurve, EMPTY_CURVE, extendCurve } from './curve';
import { timeTaught, type Lesson, type Teaching } from './lesson-state';

type Prepared = Extract<LessonEvent, { type: 'prepared' }>;
type Paused = Extract<LessonEvent, { type: 'paused' }>;

/**
 * Applies an event of the lesson worker. Events of a closed lesson change nothing.
 * @param now on the clock of `performance.now()`, in milliseconds
 */
export function afterEvent(state: Teaching, event: LessonEvent, now: number): Partial<Teaching> {
  const { phase } = state.teaching;
  if (phase === 'closed' || phase === 'choosing') return {};
  if (event.type === 'lesson-failed') {
    const lesson = state.lesson && { ...state.lesson, ...atRest(state.lesson, now) };
    return { teaching: { phase: 'failed', message: event.message }, lesson };
  }
  if (event.type === 'lesson-elsewhere') {
    const message = 'This lesson is open in another tab.';
    return { teaching: { phase: 'failed', message, elsewhere: event.checkpoint }, lesson: null };
  }
  if (phase === 'preparing') {
    if (event.type === 'prepared') return begin(event, now);
    if (event.type !== 'lesson-progress') return {};
    return { teaching: { phase, text: event.text, share: event.share } };
  }
  if (state.lesson === null) return {};
  if (event.type === 'prepared') {
    // Events of a lesson that was replaced before it was ready may come late.
    if (event.id !== state.lesson.id) return begin(event, now);
    return { lesson: takeUp(state.lesson, event) };
  }
  if (event.type === 'paused') return pause(state.lesson, event, now);
  return { lesson: { ...state.lesson, ...learn(state.lesson, event, now) } };
}

/** A lesson whose device was lost continues by itself from its last good step, running or not. */
function takeUp(lesson: Lesson, { backend, cost, step, metrics, evalResults }: Prepared): Lesson {
  const curve = extendCurve(EMPTY_CURVE, metrics);
  return { ...lesson, backend, cost, step, evalResults, curve, interruption: null };
}

/** A new lesson runs at once. */
function begin(event: Prepared, now: number): Partial<Teaching> {
  const { id, lesson, settings, config, parameters, backend, cost, step, metrics, evalResults } =
    event;
  return {
    teaching: { phase: 'running' },
    order: { command: { type: 'go' } },
    lesson: {
      id,
      kind: lesson,
      settings,
      config,
      parameters,
      backend,
      cost,
      step,
      learningRate: settings.learningRate,
      curve: extendCurve(EMPTY_CURVE, metrics),
      latest: metrics.at(-1) ?? null,
      evalResults,
      stepsPerSecond: null,
      taught: 0,
      since: now,
      student: null,
      // A resumed lesson is kept already.
      kept: step > 0 ? { step, bytes: null, at: now } : null,
      keepingProblem: null,
      comparison: { at: 'none' },
      rewinding: false,
      interruption: null,
    },
  };
}

function pause(lesson: Lesson, event: Paused, now: number): Partial<Teaching> {
  const { step, why, message } = event;
  // The last events of the run that a rewind ended.
  if (lesson.rewinding && step > 0) return {};
  const rested = { ...lesson, ...atRest(lesson, now), step, rewinding: false };
  if (why === 'diverged') {
    // The lesson is back at its last good step; everything after it is dropped.
    const curve = cutCurve(lesson.curve, step);
    const evalResults = lesson.evalResults.filter((evalResult) => evalResult.step <= step);
    const words = message ?? 'The loss is no longer a number.';
    return {
      teaching: { phase: 'diverged', message: words },
      lesson: { ...rested, curve, evalResults, latest: null },
    };
  }
  return { teaching: { phase: why === 'finished' ? 'finished' : 'paused' }, lesson: rested };
}

/** Stops the lesson's clock; the result of a running measurement will not come. */
function atRest(lesson: Lesson, now: number): Partial<Lesson> {
  return { taught: timeTaught(lesson, now), since: null };
}

function learn(lesson: Lesson, event: LessonEvent, now: number): Partial<Lesson> {
  switch (event.type) {
    case 'metrics': {
      const latest = event.steps.at(-1);
      if (lesson.rewinding || latest === undefined) return {};
      return {
        step: latest.step,
        latest,
        curve: extendCurve(lesson.curve, event.steps),
        stepsPerSecond: calmSpeed(lesson.stepsPerSecond, event.stepsPerSecond),
      };
    }
    case 'evaluated': {
      const { evalResult, trackedExample, weights } = event;
      if (lesson.rewinding && evalResult.step > 0) return {};
      // A lesson may be evaluated twice at one step, before and after a pause.
      const evalResults = [
        ...lesson.evalResults.filter(({ step }) => step < evalResult.step),
        evalResult,
      ];
      const { id, config } = lesson;
      const version = `${id}:${evalResult.step}:${now}`;
      const model = { name: `step ${evalResult.step}`, memory: { config, weights, version } };
      return {
        evalResults,
        student: { step: evalResult.step, trackedExample, model },
        rewinding: false,
      };
    }
    case 'lesson-progress':
      return { interruption: event.text };
    case 'checkpointed':
      return { kept: { step: event.step, bytes: event.bytes, at: now }, keepingProblem: null };
    case 'not-checkpointed':
      return { keepingProblem: event.message };
    case 'compared': {
      const { before, after } = event;
      return { comparison: { at: 'hand', step: after.step, value: { before, after } } };
    }
    default:
      return {};
  }
}

/** Weight of the newest report in the displayed speed, which would jump otherwise. */
const NEWEST = 0.2;

function calmSpeed(shown: number | null, reported: number): number | null {
  // A lesson that has just stopped reports no speed.
  if (reported <= 0) return shown;
  return shown === null ? reported : shown + NEWEST * (reported - shown);
}
