import { parseViewName } from '../../../puzzles/arc/views';
import type { ArcEvent, TaskAnswers } from '../../../worker/arc-protocol';
import { cutCurve, EMPTY_CURVE, extendCurve } from '../../store/curve';
import type { Learning, Run } from './learning-state';

/**
 * Applies an event of the ARC worker. Events of an abandoned run change nothing.
 * @param now on the clock of `performance.now()`, in milliseconds
 */
export function afterEvent(state: Learning, event: ArcEvent, now: number): Partial<Learning> {
  switch (event.type) {
    case 'arc-ready': {
      const { model: name, canvases, parameters, backend, fast, config } = event;
      const tasks = config.puzzle?.tasks ?? [];
      return {
        model: { phase: 'ready', name, config, canvases, parameters, tasks, backend, fast },
      };
    }
    case 'arc-progress':
      if (event.run === null) {
        const { text, share } = event;
        return { model: { phase: 'loading', text, share } };
      }
      break;
    case 'arc-failed':
      if (event.during === 'open') {
        const { message } = event;
        const { run } = state;
        return {
          model: { phase: 'failed', message },
          run: run && isUnderWay(run) ? { ...run, phase: 'failed', text: message } : run,
        };
      }
      break;
    default:
  }
  const { run } = state;
  if (run === null || event.run !== run.number) return {};
  return { run: { ...run, ...onRun(run, event, now) } };
}

type OfRun = Exclude<ArcEvent, { type: 'arc-ready' }>;

function onRun(run: Run, event: OfRun, now: number): Partial<Run> {
  switch (event.type) {
    case 'arc-progress':
      return { text: event.text, share: event.share };
    case 'arc-taken-up':
      return { settings: event.settings, curve: extendCurve(EMPTY_CURVE, event.metrics) };
    case 'arc-elsewhere': {
      const text = 'This task is being learned in another tab.';
      return { phase: 'failed', text, elsewhere: true };
    }
    case 'arc-keeping': {
      const { keeping } = event;
      if (keeping.type === 'not-checkpointed') return { keepingProblem: keeping.message };
      const { step, bytes } = keeping;
      return { kept: { step, bytes, at: now }, keepingProblem: null };
    }
    case 'arc-learning': {
      const views = event.views.map(parseViewName).filter((view) => view !== null);
      return {
        phase: run.phase === 'preparing' ? 'learning' : run.phase,
        ...{ text: '', share: null, views, side: event.side },
        ...{ settings: event.settings, checkpoint: event.checkpoint },
        // A resumed run is kept already.
        ...(run.checkpoint !== null &&
          run.phase === 'preparing' && { kept: { step: event.step, bytes: null, at: now } }),
        // A run whose device was lost continues from an earlier step.
        curve: event.step === 0 ? EMPTY_CURVE : cutCurve(run.curve, event.step),
        progress: null,
      };
    }
    case 'arc-metrics':
      return { curve: extendCurve(run.curve, event.steps), progress: event.progress };
    case 'arc-answers':
      return { answers: withAnswers(run.answers, event.answers) };
    case 'arc-rested':
      // A failed run has ended, too.
      return run.phase === 'failed' ? {} : rested(event);
    case 'arc-failed':
      if (event.during === 'take') return { taken: { problem: event.message } };
      return event.during === 'learn' ? { phase: 'failed', text: event.message } : {};
    case 'arc-model':
      return { taken: { model: event.model } };
  }
}

function rested({ why, message }: Extract<ArcEvent, { type: 'arc-rested' }>): Partial<Run> {
  switch (why) {
    case 'finished':
      return { phase: 'finished', text: '', share: null };
    case 'diverged':
      return { phase: 'diverged', text: message ?? 'The loss is no longer a number.' };
    default:
      return { phase: 'paused', text: '', share: null };
  }
}

/** The newest answers of a step replace earlier ones, for example after another input. */
function withAnswers(answers: readonly TaskAnswers[], answer: TaskAnswers): TaskAnswers[] {
  return [...answers.filter(({ step }) => step !== answer.step), answer].sort(
    (a, b) => a.step - b.step,
  );
}

const isUnderWay = ({ phase }: Run) => phase !== 'finished' && phase !== 'diverged';
