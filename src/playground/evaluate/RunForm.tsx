import { useCallback, useId, useState, type ReactNode } from 'react';
import { THOUGHT_SEED } from '../../hrm/starts';
import { plural } from '../../puzzles/plural';
import { diversityOf, type DiversityKind } from '../../reasoning/diversity';
import { typedNumber } from '../controls/typed-number';
import { useModelsHere } from '../models/useModelsHere';
import { CHAIN_COUNTS, diversityHere, diversityKinds, RESTARTS } from '../store/chains';
import { boardOfSide } from '../store/model-boards';
import type { PlaygroundState } from '../store/state';
import { usePlayground, usePlaygroundStore } from '../usePlayground';
import { hasTasks } from '../worlds/page-world';
import { OwnListBox } from './OwnListBox';
import type { EvaluationWish } from './evaluations';
import {
  BOUNDS,
  firstDraft,
  kindsFor,
  measuredSet,
  problemWith,
  setOf,
  type SetDraft,
} from './kinds';
import type { OwnList } from './own-list';

const DIVERSITY_WORDS: Readonly<Record<DiversityKind, string>> = {
  views: 'other views',
  noise: 'noise',
  both: 'views and noise',
  starts: 'random starts',
};

interface Props {
  /** Whether a run is in progress, which a new run would end. */
  readonly busy: boolean;
  onStart(wish: EvaluationWish): void;
}

/** What to measure: a model, puzzles, and how it thinks. */
export function RunForm({ busy, onStart }: Props) {
  const store = usePlaygroundStore();
  const board = usePlayground((state) => state.board);
  const config = usePlayground((state) => state.config);
  const [asked, setAsked] = useState<string | null>(null);
  const models = useModelsHere();
  const model = models.find(({ id }) => id === asked) ?? models[0];
  const [draft, setDraft] = useState<SetDraft>(() => firstDraft(board));
  const [thinking, setThinking] = useState(() => thinkingNow(store.getState()));
  const [list, setList] = useState<OwnList | null>(null);
  const choices = usePlayground((state) => state.models);
  const open = usePlayground((state) => state.model);
  const choice = choices.find(({ id }) => id === model.id) ?? open;
  const larger = useCallback((side: number) => boardOfSide(choice, side), [choice]);
  const kinds = kindsFor(board);
  const kind = kinds.find(({ id }) => id === draft.kind) ?? kinds[0]!;
  const change = (patch: Partial<SetDraft>) => setDraft({ ...draft, ...patch });
  const views = !hasTasks(board.world);
  const isList = kind.asks === 'list';
  const ready =
    (isList
      ? list !== null && list.exams.length > 0
      : problemWith(draft.count, BOUNDS.count) === null &&
        problemWith(draft.seed, BOUNDS.seed) === null) &&
    problemWith(thinking.segments, BOUNDS.segments) === null &&
    draft.givens[0] <= draft.givens[1];
  const start = () => {
    const { segments, chains, differ, restart } = thinking;
    const { noise, backend } = store.getState();
    const its = isList ? list!.board : board;
    const size = its.key === board.key ? '' : `, ${its.side}×${its.side}`;
    onStart({
      title: model.title,
      source: its.key === board.key ? model.source : { ...model.source, side: its.side },
      board: its,
      backend,
      order: {
        set: setOf(its, draft, list?.exams ?? []),
        segments,
        chains,
        diversity: diversityOf(views ? differ : 'noise', noise),
        restart: views ? restart : 0,
        seed: isList ? THOUGHT_SEED : draft.seed,
      },
      puzzles: kind.asks === 'givens' ? `${draft.givens.join('–')} givens` : `${kind.title}${size}`,
      set: measuredSet(its, kind),
    });
  };
  return (
    <form
      className="evaluate-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) start();
      }}
    >
      <div className="settings">
        {models.length > 1 && (
          <Choice label="Model" value={model.id} onChange={setAsked}>
            {models.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </Choice>
        )}
        <Choice
          label="Puzzles"
          value={kind.id}
          hint={kind.about}
          onChange={(id) => {
            const chosen = kinds.find((each) => each.id === id)!;
            change({ kind: id, ...(chosen.count > 0 && { count: chosen.count }) });
          }}
        >
          {kinds.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </Choice>
        {!isList && (
          <>
            <Whole
              label="How many"
              value={draft.count}
              bounds={BOUNDS.count}
              onChange={(count) => change({ count })}
            />
            <Whole
              label="Seed"
              value={draft.seed}
              bounds={BOUNDS.seed}
              onChange={(seed) => change({ seed })}
            />
          </>
        )}
        {kind.asks === 'givens' && (
          <>
            <Whole
              label="Givens, at least"
              value={draft.givens[0]}
              bounds={[0, board.cells]}
              onChange={(low) => change({ givens: [low, draft.givens[1]] })}
            />
            <Whole
              label="Givens, at most"
              value={draft.givens[1]}
              bounds={[0, board.cells]}
              onChange={(high) => change({ givens: [draft.givens[0], high] })}
            />
          </>
        )}
        {kind.asks === 'path' && (
          <Whole
            label="Steps of the way, at least"
            value={draft.minPath}
            bounds={[1, 4 * board.side]}
            onChange={(minPath) => change({ minPath })}
          />
        )}
      </div>
      {isList && <OwnListBox board={board} larger={larger} onRead={setList} />}
      <details className="fold">
        <summary>
          How it thinks{' '}
          <span className="whisper">
            {plural(thinking.segments, 'segment')}, {plural(thinking.chains, 'chain')}
            {views && thinking.restart > 0 && `, starting over every ${thinking.restart}`}
          </span>
        </summary>
        <div className="settings">
          <Whole
            label="Segments"
            value={thinking.segments}
            bounds={BOUNDS.segments}
            onChange={(segments) => setThinking({ ...thinking, segments })}
          />
          <Choice
            label="Chains"
            value={String(thinking.chains)}
            onChange={(chains) => setThinking({ ...thinking, chains: Number(chains) })}
          >
            {CHAIN_COUNTS.map((chains) => (
              <option key={chains} value={chains}>
                {chains}
              </option>
            ))}
          </Choice>
          {thinking.chains > 1 && views && (
            <Choice
              label="They differ by"
              value={thinking.differ}
              onChange={(differ) => setThinking({ ...thinking, differ: differ as DiversityKind })}
            >
              {diversityKinds({ board, config }).map((each) => (
                <option key={each} value={each}>
                  {DIVERSITY_WORDS[each]}
                </option>
              ))}
            </Choice>
          )}
          {views && (
            <Choice
              label="Start over if unsure"
              value={String(thinking.restart)}
              onChange={(restart) => setThinking({ ...thinking, restart: Number(restart) })}
            >
              {RESTARTS.map((restart) => (
                <option key={restart} value={restart}>
                  {restart === 0 ? 'never' : `after every ${restart}`}
                </option>
              ))}
            </Choice>
          )}
        </div>
      </details>
      <button type="submit" className="button primary" disabled={!ready}>
        {busy ? 'End that and measure this' : 'Measure'}
      </button>
    </form>
  );
}

interface Thinking {
  readonly segments: number;
  readonly chains: number;
  readonly differ: DiversityKind;
  readonly restart: number;
}

/** The page's present settings. */
function thinkingNow(state: PlaygroundState): Thinking {
  const { limit, numChains: chains, restart } = state;
  return { segments: Math.max(16, limit), chains, differ: diversityHere(state), restart };
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  readonly children: ReactNode;
  onChange(value: string): void;
}

function Choice({ label, value, hint, children, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <div className="setting">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
      >
        {children}
      </select>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="whisper">
          {hint}
        </p>
      )}
    </div>
  );
}

interface WholeProps {
  readonly label: string;
  readonly value: number;
  readonly bounds: readonly [low: number, high: number];
  onChange(value: number): void;
}

/** A whole number; incomplete input is kept. */
function Whole({ label, value, bounds, onChange }: WholeProps) {
  const id = useId();
  const [text, setText] = useState<string | null>(null);
  const problem = problemWith(value, bounds);
  const shown = text !== null && Number(text) === value ? text : String(value);
  return (
    <div className="setting">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : `${id}-hint`}
        value={Number.isNaN(value) ? (text ?? '') : shown}
        onChange={(event) => {
          setText(event.target.value);
          const { value: typed } = event.target;
          onChange(typedNumber(typed));
        }}
      />
      {problem !== null && (
        <p id={`${id}-hint`} className="problem">
          {problem}
        </p>
      )}
    </div>
  );
}
