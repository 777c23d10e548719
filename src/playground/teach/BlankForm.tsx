import { useId } from 'react';
import { ARCHITECTURES, type Architecture, type HrmConfig } from '../../hrm/config';
import { parameterCount } from '../../hrm/parameters';
import { layerPasses } from '../../hrm/schedule';
import { priceOfStep } from '../../training/cost';
import { blankIn, type BlankChoice } from '../../training/lessons/blank';
import type { TrainingSettings } from '../../training/settings';
import { count, large } from './words';

const NAMES: Readonly<Record<Architecture, string>> = {
  hrm: 'Hierarchical Reasoning Model: two modules, two states',
  trm: 'Tiny Recursive Model: one module for both states, half the size',
  recurrent: 'Flat recurrence: one module, one state',
  transformer: 'Transformer: one pass, cannot think longer',
  deep: 'One pass through the same layers again and again',
};

type SizeKey = Exclude<keyof BlankChoice, 'arch'>;

/** The choices besides the architecture; widths that heads of 16 and more divide. */
const SIZES: readonly {
  readonly key: SizeKey;
  readonly label: string;
  readonly hint: string;
  readonly options: readonly number[];
}[] = [
  {
    key: 'hidden_size',
    label: 'Width',
    hint: 'numbers in the state of a cell',
    options: [16, 32, 48, 64, 96, 128, 192, 256],
  },
  { key: 'num_heads', label: 'Heads', hint: 'of attention', options: [1, 2, 4, 8] },
  {
    key: 'L_layers',
    label: 'Layers of the fast module',
    hint: 'its depth',
    options: [1, 2, 3, 4, 6],
  },
  {
    key: 'H_layers',
    label: 'Layers of the slow module',
    hint: 'in a model with one module they are added to the others',
    options: [1, 2, 3, 4, 6],
  },
  {
    key: 'L_cycles',
    label: 'Fast steps a cycle',
    hint: 'T in the paper',
    options: [1, 2, 3, 4, 6, 8],
  },
  {
    key: 'H_cycles',
    label: 'Slow cycles a segment',
    hint: 'N in the paper',
    options: [1, 2, 3, 4],
  },
];

interface Props {
  /** The blank model the lesson proposes. */
  readonly blank: HrmConfig;
  readonly choice: BlankChoice;
  readonly settings: TrainingSettings;
  onChoose(choice: BlankChoice): void;
}

/** The model to teach from scratch: its architecture, size and schedule, and the cost of a step. */
export function BlankForm({ blank, choice, settings, onChoose }: Props) {
  const reading = readBlank(blank, choice);
  const sizes = SIZES.some(({ key }) => choice[key] !== undefined);
  return (
    <div className="blank-form">
      <label className="setting">
        The blank model
        <select
          value={choice.arch ?? 'hrm'}
          onChange={(event) => {
            onChoose({ ...choice, arch: event.target.value as Architecture });
          }}
        >
          {ARCHITECTURES.map((each) => (
            <option key={each} value={each}>
              {NAMES[each]}
            </option>
          ))}
        </select>
      </label>
      <p className={reading.config === null ? 'problem' : 'whisper steady'} role="status">
        {reading.config === null ? reading.problem : price(reading.config, settings)}
      </p>
      <details className="fold">
        <summary>
          Size and cycles
          {sizes && <span className="whisper"> · changed</span>}
        </summary>
        <div className="settings">
          {SIZES.map(({ key, ...size }) => (
            <SizeField
              key={key}
              {...size}
              proposed={blank[key]}
              value={choice[key] ?? blank[key]}
              onChange={(value) => onChoose({ ...choice, [key]: value })}
            />
          ))}
        </div>
        <button
          type="button"
          className="button"
          disabled={!sizes}
          onClick={() => onChoose(choice.arch === undefined ? {} : { arch: choice.arch })}
        >
          Reset to the proposals
        </button>
      </details>
    </div>
  );
}

function SizeField({
  label,
  hint,
  options,
  proposed,
  value,
  onChange,
}: {
  readonly label: string;
  readonly hint: string;
  readonly options: readonly number[];
  readonly proposed: number;
  readonly value: number;
  onChange(value: number): void;
}) {
  const id = useId();
  const offered = [...new Set([...options, proposed])].sort((a, b) => a - b);
  return (
    <div className="setting">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        aria-describedby={`${id}-hint`}
        value={value}
        onChange={(event) => onChange(Number(event.target.value))}
      >
        {offered.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
      <p id={`${id}-hint`} className="whisper">
        {hint}
      </p>
    </div>
  );
}

/** The config of the chosen blank model, or why it is impossible. */
export function readBlank(
  blank: HrmConfig,
  choice: BlankChoice,
): { config: HrmConfig; problem: null } | { config: null; problem: string } {
  try {
    return { config: blankIn(blank, choice), problem: null };
  } catch (error) {
    return { config: null, problem: (error as Error).message };
  }
}

/** The cost, before it is begun. */
function price(config: HrmConfig, settings: TrainingSettings): string {
  const { steps } = settings;
  const passes = layerPasses(config);
  const operations = priceOfStep(config, settings);
  return (
    `${count(parameterCount(config))} parameters; a segment is ${passes} layer ` +
    `${passes === 1 ? 'pass' : 'passes'} deep; a step takes ${large(operations)} operations, ` +
    `the ${count(steps)} of the lesson ${large(steps * operations)}.`
  );
}
