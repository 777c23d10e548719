import { useEffect, useId, useMemo, useState, useSyncExternalStore } from 'react';
import { sourceKey } from '../../checkpoint/model-source';
import { plural } from '../../puzzles/plural';
import { createEngineClient } from '../../worker/client';
import { useTask } from '../chains/useTask';
import { useModelsHere, type ModelHere } from '../models/useModelsHere';
import { CHAIN_COUNTS, RESTARTS } from '../store/chains';
import { identifierNow } from '../store/question';
import { usePlayground } from '../usePlayground';
import { hasTasks } from '../worlds/page-world';
import { Column } from './Column';
import { Mark } from './Mark';
import { Timeline, useTimeline } from './Timeline';
import { Comparison } from './comparison';

const MOST = 4;
const LIMITS = [4, 8, 16, 32, 64] as const;
/** Noise on the states of all chains except the first, in place of other views; 0 for none. */
const NOISES = [0, 0.1, 0.2, 0.4] as const;

/** A model and how it thinks. */
interface Wish {
  readonly key: number;
  /** `null` for the model at work. */
  readonly model: string | null;
  readonly limit: number;
  readonly halts: boolean;
  readonly chains: number;
  readonly noise: number;
  readonly restart: number;
}

const PLAIN: Wish = {
  key: 0,
  model: null,
  limit: 16,
  halts: false,
  chains: 1,
  noise: 0,
  restart: 0,
};

/** Several models, or one with several settings, on the puzzle of the board, with one timeline. */
export function SideBySide() {
  const models = useModelsHere();
  const views = usePlayground(({ board }) => !hasTasks(board.world));
  const identifier = usePlayground(identifierNow);
  const [wishes, setWishes] = useState<readonly Wish[]>(() => firstWishes(models, views));
  const [begun, setBegun] = useState(false);
  const [comparison] = useState(() => new Comparison(createEngineClient));
  const contests = useSyncExternalStore(
    (listener) => comparison.subscribe(listener),
    () => comparison.contests,
  );
  const task = useTask();
  // The settings as a text, to detect changes that need a new thought.
  const contenders = useMemo(
    () => wishes.map((wish) => contenderOf(wish, modelOf(wish, models), views)),
    [wishes, models, views],
  );
  useEffect(() => () => comparison.dispose(), [comparison]);
  useEffect(() => {
    if (!begun || identifier === null) return;
    comparison.compare(contenders, task.input, 16, identifier);
  }, [begun, comparison, contenders, task, identifier]);

  const segments = Math.max(...wishes.map(({ limit }) => limit));
  const longest = Math.max(0, ...contenders.map(({ id }) => contests.get(id)?.frames.length ?? 0));
  const timeline = useTimeline(longest, segments, task);
  const change = (key: number, patch: Partial<Wish>) =>
    setWishes(wishes.map((wish) => (wish.key === key ? { ...wish, ...patch } : wish)));
  if (identifier === null) {
    return <p className="whisper">The model at work does not know this task yet.</p>;
  }
  return (
    <>
      <div className="compare-columns compare-own">
        {wishes.map((wish, index) => (
          <WishForm
            key={wish.key}
            index={index}
            wish={wish}
            models={models}
            views={views}
            onChange={(patch) => change(wish.key, patch)}
            onRemove={
              wishes.length > 1
                ? () => setWishes(wishes.filter(({ key }) => key !== wish.key))
                : null
            }
          />
        ))}
      </div>
      <div className="row">
        {!begun && (
          <button type="button" className="button primary" onClick={() => setBegun(true)}>
            Let them think
          </button>
        )}
        {wishes.length < MOST && (
          <button
            type="button"
            className="button"
            onClick={() =>
              setWishes([
                ...wishes,
                { ...PLAIN, key: 1 + Math.max(...wishes.map(({ key }) => key)) },
              ])
            }
          >
            One more
          </button>
        )}
      </div>
      {begun && <Timeline timeline={timeline} segments={segments} ready={longest > 0} />}
      {begun && (
        <div className="compare-columns">
          {wishes.map((wish, index) => {
            const contest = contests.get(contenders[index]!.id) ?? null;
            return (
              <Column
                key={wish.key}
                index={index}
                title={titleOf(wish, modelOf(wish, models))}
                config={contest?.config ?? null}
                contest={contest}
                task={task}
                segment={timeline.segment}
                halts={wish.halts}
              />
            );
          })}
        </div>
      )}
    </>
  );
}

/** The open model beside another one, or beside itself with other settings. */
function firstWishes(models: readonly ModelHere[], views: boolean): readonly Wish[] {
  const [, other] = models;
  const second = views ? { restart: 4 } : { chains: 4, noise: 0.2 };
  return [PLAIN, { ...PLAIN, key: 1, ...(other === undefined ? second : { model: other.id }) }];
}

const modelOf = ({ model }: Wish, models: readonly [ModelHere, ...ModelHere[]]): ModelHere =>
  models.find(({ id }) => id === model) ?? models[0];

function contenderOf(wish: Wish, { source }: ModelHere, views: boolean) {
  const { key, limit, chains, noise, restart } = wish;
  return {
    // Another model in the same column is opened again; other settings do not need that.
    id: `${key} ${sourceKey(source)}`,
    source,
    thinking: {
      limit,
      numChains: chains,
      diversity: { views: views && noise === 0, sigma: noise },
      restart: views ? restart : 0,
    },
  };
}

function titleOf({ chains, noise, restart, halts }: Wish, { title }: ModelHere): string {
  return [
    title,
    ...(chains > 1 ? [plural(chains, 'chain')] : []),
    ...(chains > 1 && noise > 0 ? [`noise of ${noise}`] : []),
    ...(restart > 0 ? [`starting over every ${restart}`] : []),
    ...(halts ? ['halting by itself'] : []),
  ].join(', ');
}

interface FormProps {
  readonly index: number;
  readonly wish: Wish;
  readonly models: readonly ModelHere[];
  readonly views: boolean;
  onChange(patch: Partial<Wish>): void;
  /** `null` for the only one left. */
  readonly onRemove: (() => void) | null;
}

function WishForm({ index, wish, models, views, onChange, onRemove }: FormProps) {
  const id = useId();
  const { limit, halts, chains, noise, restart } = wish;
  return (
    <fieldset className="compare-wish">
      <legend>
        <Mark index={index} /> {index + 1}
      </legend>
      {models.length > 1 && (
        <select
          aria-label={`Model ${index + 1}`}
          value={models.some((model) => model.id === wish.model) ? wish.model! : models[0]!.id}
          onChange={({ target: { value } }) =>
            onChange({ model: value === models[0]!.id ? null : value })
          }
        >
          {models.map((model) => (
            <option key={model.id} value={model.id}>
              {model.title}
            </option>
          ))}
        </select>
      )}
      <Numbers
        label="segments"
        value={limit}
        options={LIMITS}
        onChange={(value) => onChange({ limit: value })}
      />
      <Numbers
        label="chains"
        value={chains}
        options={CHAIN_COUNTS}
        onChange={(value) =>
          onChange({ chains: value, ...(!views && value > 1 && noise === 0 && { noise: 0.2 }) })
        }
      />
      {chains > 1 && (
        <Numbers
          label="noise"
          value={noise}
          options={views ? NOISES : NOISES.filter((sigma) => sigma > 0)}
          words={(sigma) => (sigma === 0 ? 'other views' : String(sigma))}
          onChange={(value) => onChange({ noise: value })}
        />
      )}
      {views && (
        <Numbers
          label="start over"
          value={restart}
          options={RESTARTS}
          words={(every) => (every === 0 ? 'never' : `every ${every}`)}
          onChange={(value) => onChange({ restart: value })}
        />
      )}
      <label htmlFor={id}>
        <input
          id={id}
          type="checkbox"
          checked={halts}
          onChange={(event) => onChange({ halts: event.target.checked })}
        />
        halts by itself
      </label>
      {onRemove !== null && (
        <button
          type="button"
          className="quiet"
          aria-label={`Remove ${index + 1}`}
          onClick={onRemove}
        >
          Remove
        </button>
      )}
    </fieldset>
  );
}

interface NumbersProps {
  readonly label: string;
  readonly value: number;
  readonly options: readonly number[];
  readonly words?: (value: number) => string;
  onChange(value: number): void;
}

function Numbers({ label, value, options, words = String, onChange }: NumbersProps) {
  return (
    <label>
      {label}{' '}
      <select value={value} onChange={(event) => onChange(Number(event.target.value))}>
        {options.map((option) => (
          <option key={option} value={option}>
            {words(option)}
          </option>
        ))}
      </select>
    </label>
  );
}
