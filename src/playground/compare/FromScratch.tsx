import { useState, useSyncExternalStore } from 'react';
import { priceOfStep } from '../../training/cost';
import { entrantSettings, type ExperimentPlan } from '../../training/experiment';
import { LESSONS } from '../../training/lessons';
import { blankIn } from '../../training/lessons/blank';
import type { LessonId } from '../../training/lessons/ids';
import { OneOf } from '../controls/OneOf';
import { large } from '../teach/words';
import { usePlayground } from '../usePlayground';
import { Race } from './Race';
import { experiments as store } from './experiment-store';
import { EXPERIMENTS, type ExperimentOffer } from './experiments';

/** Evaluations of an experiment, beside the one at its start. */
const READINGS = 24;
const SEEDS = [0, 1, 2] as const;

/** Small models that are taught side by side, here. */
export function FromScratch({ lesson }: { readonly lesson: LessonId }) {
  const state = useSyncExternalStore(store.subscribe, () => store.state);
  const backend = usePlayground(({ backend }) => (backend === 'onnx' ? 'auto' : backend));
  const [asked, setAsked] = useState(() => store.state.id ?? EXPERIMENTS[0]!.id);
  const [seed, setSeed] = useState<number>(SEEDS[0]);
  const { phase } = state;
  const busy = phase === 'preparing' || phase === 'running' || phase === 'paused';
  const here = state.plan?.lesson === lesson;
  const offer = EXPERIMENTS.find(({ id }) => id === (busy && here ? state.id : asked))!;
  const blank = LESSONS[lesson].blank!;
  const entrants = offer.entrants(blank);
  const plan = planOf(lesson, offer, seed);
  const shown = here && state.id === offer.id && state.facts.length > 0;
  return (
    <section className="from-scratch" aria-label="Compare from scratch">
      <OneOf
        className="toggles experiments"
        label="Experiments"
        options={EXPERIMENTS.map(({ id }) => id)}
        value={offer.id}
        as={(id) => ({ shown: EXPERIMENTS.find((each) => each.id === id)!.title, disabled: busy })}
        onChoose={setAsked}
      />
      <p className="expect">{offer.about}</p>
      {!busy && (
        <div className="row">
          <button
            type="button"
            className="button primary"
            onClick={() => store.begin(offer.id, plan, backend)}
          >
            Teach {entrants.length} models
          </button>
          <label className="experiment-seed">
            Seed{' '}
            <select value={seed} onChange={(event) => setSeed(Number(event.target.value))}>
              {SEEDS.map((each) => (
                <option key={each} value={each}>
                  {each}
                </option>
              ))}
            </select>
          </label>
          <span className="whisper">
            {plan.steps.toLocaleString('en')} steps each, {large(priceOf(plan))} operations in all
          </span>
        </div>
      )}
      {busy && (
        <div className="row">
          {phase !== 'preparing' && (
            <button
              type="button"
              className="button"
              onClick={() => (phase === 'running' ? store.pause() : store.goOn())}
            >
              {phase === 'running' ? 'Pause' : 'Go on'}
            </button>
          )}
          <button type="button" className="button" onClick={() => store.end()}>
            Stop
          </button>
          <span className="whisper" role="status">
            {phase === 'preparing' && 'Getting the models ready…'}
            {!here && ' An experiment of the other world is in progress.'}
            {state.backend !== null && phase !== 'preparing' && state.backend.description}
          </span>
        </div>
      )}
      {state.message !== null && (
        <p className="problem" role="alert">
          {phase === 'failed' ? state.message : `${state.message} The experiment goes on.`}
        </p>
      )}
      {shown && (
        <Race
          title={offer.title}
          labels={entrants.map(({ label }) => label)}
          facts={state.facts}
          readings={state.readings}
          steps={state.plan.steps}
        />
      )}
    </section>
  );
}

function planOf(lesson: LessonId, { entrants }: ExperimentOffer, seed: number): ExperimentPlan {
  const { blank, settings } = LESSONS[lesson];
  const { steps } = settings;
  return {
    lesson,
    // Labels stay here.
    entrants: entrants(blank!).map(({ id, blank, settings }) => ({
      id,
      blank,
      ...(settings && { settings }),
    })),
    seed,
    steps,
    every: Math.ceil(steps / READINGS),
  };
}

/** Floating-point operations of all steps of all models, about. */
function priceOf(plan: ExperimentPlan): number {
  const blank = LESSONS[plan.lesson].blank!;
  return plan.entrants.reduce((sum, entrant) => {
    const settings = entrantSettings(plan, entrant);
    return sum + settings.steps * priceOfStep(blankIn(blank, entrant.blank), settings);
  }, 0);
}
