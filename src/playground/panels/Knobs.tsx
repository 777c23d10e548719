import { scheduleOf, layerPasses } from '../../hrm/schedule';
import { CYCLES_RANGE } from '../store/engine';
import { haltThreshold } from '../store/halting';
import { SURENESS_RANGE, traceOf } from '../store/thought';
import { usePlayground } from '../usePlayground';

/**
 * Settings of a model that need no training: the cycles and steps of a segment (N and T of the
 * paper), and how sure it must be to halt. The thought runs again with them.
 */
export function Knobs() {
  const changed = usePlayground(({ cycles, sureness }) => cycles !== null || sureness !== null);
  return (
    <details className="fold knobs">
      <summary>
        Turn its knobs
        {changed && <span className="whisper"> · changed</span>}
      </summary>
      <Cycles />
      <Sureness />
    </details>
  );
}

/** N and T. The weights are the same for all values; they were trained with the model's own. */
function Cycles() {
  const config = usePlayground((state) => state.config);
  const cycles = usePlayground((state) => state.cycles);
  const setCycles = usePlayground((state) => state.setCycles);
  if (config === null) return null;
  const { H_cycles, L_cycles } = cycles ?? config;
  const now = { H_cycles, L_cycles };
  const passes = layerPasses({ ...config, ...now });
  return (
    <div className="knob">
      <Stepper
        label="Slow cycles, N"
        value={H_cycles}
        onChange={(value) => setCycles({ ...now, H_cycles: value })}
      />
      <Stepper
        label="Fast steps in each, T"
        value={L_cycles}
        onChange={(value) => setCycles({ ...now, L_cycles: value })}
      />
      <p className="whisper">
        A segment applies its modules {scheduleOf({ ...config, ...now }).length} times and is{' '}
        {passes} layers deep. It was trained with its own numbers; others are an experiment.
      </p>
      {cycles !== null && (
        <button type="button" className="quiet" onClick={() => setCycles(null)}>
          Back to the model’s own
        </button>
      )}
    </div>
  );
}

function Stepper({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  onChange(value: number): void;
}) {
  return (
    <label className="stepper">
      {label}
      <input
        type="number"
        min={CYCLES_RANGE.min}
        max={CYCLES_RANGE.max}
        value={value}
        onChange={(event) => {
          const next = event.target.valueAsNumber;
          const { min, max } = CYCLES_RANGE;
          if (Number.isInteger(next) && next >= min && next <= max) onChange(next);
        }}
      />
    </label>
  );
}

/** The precision of the halting rule. */
function Sureness() {
  const sureness = usePlayground((state) => state.sureness);
  const own = usePlayground((state) => haltThreshold(traceOf(state)?.frames ?? [], null));
  const setSureness = usePlayground((state) => state.setSureness);
  const shown = sureness ?? own ?? 0.5;
  return (
    <div className="knob">
      <label className="stepper">
        Halts when more sure than
        <input
          type="range"
          min={SURENESS_RANGE.min}
          max={SURENESS_RANGE.max}
          step={0.1}
          value={100 * shown}
          aria-valuetext={`${(100 * shown).toFixed(1)} %`}
          onChange={(event) => setSureness(event.target.valueAsNumber / 100)}
        />
        <output>{(100 * shown).toFixed(1)} %</output>
      </label>
      <p className="whisper">
        Less sure, it halts sooner and errs more often; more sure, it thinks longer.
        {sureness === null && own !== null && ' This value was set for the model.'}
      </p>
      {sureness !== null && (
        <button type="button" className="quiet" onClick={() => setSureness(null)}>
          Back to the model’s own rule
        </button>
      )}
    </div>
  );
}
