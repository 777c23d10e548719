import { dampingOf, type HrmConfig } from './config';

/**
 * The schedule as data: which module is applied when, to which state, with which inputs. The
 * forward pass, the gradient, the parameters and the pictures of a segment are all written over it,
 * so a model that differs from HRM only in its schedule needs no code of its own.
 */

/** The two modules, by the official names of their weights, `H_level` and `L_level`. */
export type Level = 'H' | 'L';

/** The two states, z_H and z_L. The answer is always read from z_H. */
export type StateName = 'H' | 'L';

/** One value for each state of a model; a model with one state has no z_L. */
export interface States<T> {
  readonly H: T;
  readonly L?: T;
}

/**
 * One use of a module within a segment: `state` becomes the output of `module` for the sum of
 * `inputs`.
 */
export interface Application {
  readonly module: Level;
  readonly state: StateName;
  /** States, and x, the embedded puzzle; at most three. If there is one input, it is x. */
  readonly inputs: readonly (StateName | 'x')[];
}

type Cycles = Pick<HrmConfig, 'arch' | 'H_cycles' | 'L_cycles'>;

/**
 * The module applications of a segment, in order.
 *
 * - `hrm` (arXiv 2506.21734): H_cycles times, L_cycles steps z_L ← L(z_L + z_H + x), then one
 *   z_H ← H(z_H + z_L).
 * - `trm` (arXiv 2510.04871): the same with one module for both states.
 * - `recurrent`: z ← F(z + x), H_cycles · L_cycles times.
 * - `transformer`: z ← F(x), once, whatever the number of cycles.
 * - `deep`: z ← F(x), then z ← F(z + x), H_cycles · L_cycles applications in all. Nothing is
 *   carried
 *   to the next segment.
 */
export function scheduleOf(config: Cycles): readonly Application[] {
  const { arch = 'hrm', H_cycles, L_cycles } = config;
  switch (arch) {
    case 'hrm':
    case 'trm': {
      const fast: Application = { module: 'L', state: 'L', inputs: ['L', 'H', 'x'] };
      const module = arch === 'hrm' ? 'H' : 'L';
      const slow: Application = { module, state: 'H', inputs: ['H', 'L'] };
      const cycle = [...Array<Application>(L_cycles).fill(fast), slow];
      return Array.from({ length: H_cycles }, () => cycle).flat();
    }
    case 'recurrent':
      return Array<Application>(H_cycles * L_cycles).fill(AGAIN);
    case 'transformer':
      return [ONCE];
    case 'deep':
      return [ONCE, ...Array<Application>(H_cycles * L_cycles - 1).fill(AGAIN)];
  }
}

const ONCE: Application = { module: 'L', state: 'H', inputs: ['x'] };
const AGAIN: Application = { module: 'L', state: 'H', inputs: ['H', 'x'] };

/** Whether a module gets only x, so that there is no sum. */
export function isAlone({ inputs }: Application): boolean {
  return inputs.length === 1;
}

/**
 * Whether an application moves its state only part of the way (`damping`). An application with x
 * alone replaces its state completely.
 */
export function isDamped(config: Pick<HrmConfig, 'damping'>, application: Application): boolean {
  return dampingOf(config) < 1 && !isAlone(application);
}

/** The modules a model has. */
export function modulesOf(config: Pick<HrmConfig, 'arch'>): readonly Level[] {
  return (config.arch ?? 'hrm') === 'hrm' ? ['H', 'L'] : ['L'];
}

/** The layers of a module. */
export function layerCount(
  config: Pick<HrmConfig, 'H_layers' | 'L_layers'>,
  module: Level,
): number {
  return module === 'H' ? config.H_layers : config.L_layers;
}

/** The states a model has, carried or not. */
export function statesOf(config: Cycles): readonly StateName[] {
  const written = scheduleOf(config).map(({ state }) => state);
  return STATE_NAMES.filter((state) => written.includes(state));
}

/**
 * The states that are carried from segment to segment: those that are read before they are written.
 * A model without carried states gives the same answer in every segment, so thinking longer does
 * not help it.
 */
export function carriedStates(config: Cycles): readonly StateName[] {
  const written = new Set<string>();
  const carried = new Set<string>();
  for (const { inputs, state } of scheduleOf(config)) {
    for (const input of inputs) if (input !== 'x' && !written.has(input)) carried.add(input);
    written.add(state);
  }
  return STATE_NAMES.filter((state) => carried.has(state));
}

const STATE_NAMES: readonly StateName[] = ['H', 'L'];

/** Makes a value for each state of a model. */
export function eachState<T>(config: Cycles, make: (state: StateName) => T): States<T> {
  const [H, L] = statesOf(config).map(make);
  return L === undefined ? { H: H! } : { H: H!, L };
}

/** The value of a state, by its name. @throws Error if the model has no such state */
export function ofState<T>(states: States<T>, name: StateName): T {
  const found = states[name];
  if (found === undefined) throw new Error(`This model has no state z_${name}.`);
  return found;
}

/**
 * The gradient horizon that works well, in module applications: the last H cycle of HRM and TRM
 * (arXiv 2510.04871), the last L_cycles of a flat recurrence, all of a model that carries no state.
 */
export function usualHorizon(config: Cycles): number {
  const { arch = 'hrm', L_cycles } = config;
  if (arch === 'hrm' || arch === 'trm') return L_cycles + 1;
  return arch === 'recurrent' ? L_cycles : scheduleOf(config).length;
}

/** Layers a position passes through in a segment: the depth of its computation. */
export function layerPasses(config: HrmConfig): number {
  return scheduleOf(config).reduce((sum, { module }) => sum + layerCount(config, module), 0);
}
