import type { Tensor } from '../compute/tensor';
import { VIEW_ALIGNMENT, type MatrixPlace, type TrainingBackend } from '../compute/training-ops';
import type { HrmConfig } from '../hrm/config';
import { parameterName, parameterSpecs } from '../hrm/parameters';
import type { Trainable } from './settings';

/** One parameter's place in an arena. */
export interface Slot {
  readonly name: string;
  readonly shape: readonly number[];
  readonly offset: number;
  readonly size: number;
}

/**
 * All trained parameters but the puzzle embeddings, laid one after the other into one flat tensor,
 * an *arena*, so that an optimiser step is one kernel whatever the number of layers. Embeddings
 * come first, then the heads, then the layers: each choice of what to train is one range.
 */
export interface ArenaLayout {
  readonly size: number;
  readonly slots: readonly Slot[];
  /**
   * First element and number of elements that a choice of what to train covers; also of the layers,
   * which are all matrices, and of the rest.
   */
  readonly ranges: Readonly<
    Record<Trainable | 'layers' | 'outside', { readonly offset: number; readonly size: number }>
  >;
}

export function arenaLayout(config: HrmConfig): ArenaLayout {
  const embeddings = [parameterName.tokenTable, parameterName.positionTable];
  const heads = [parameterName.lmHead, parameterName.qWeight, parameterName.qBias];
  const specs = parameterSpecs(config).filter(
    ({ name, trained }) => trained && name !== parameterName.puzzleTable,
  );
  const group = (names: readonly string[]) => specs.filter(({ name }) => names.includes(name));
  const rest = specs.filter(({ name }) => ![...embeddings, ...heads].includes(name));

  const slots: Slot[] = [];
  let end = 0;
  const place = (part: typeof specs) => {
    for (const { name, shape } of part) {
      const size = shape.reduce((product, extent) => product * extent, 1);
      slots.push({ name, shape, offset: end, size });
      // Views must begin at an offset that every device can bind; the gaps hold zeros that stay
      // zero.
      end += Math.ceil(size / VIEW_ALIGNMENT) * VIEW_ALIGNMENT;
    }
    return end;
  };
  const headsFrom = place(group(embeddings));
  const layersFrom = place(group(heads));
  const size = place(rest);
  return {
    size,
    slots,
    ranges: {
      all: { offset: 0, size },
      layers: { offset: layersFrom, size: size - layersFrom },
      outside: { offset: 0, size: layersFrom },
      head: { offset: headsFrom, size: layersFrom - headsFrom },
      embeddings: { offset: 0, size: headsFrom },
      // Puzzle embeddings are not in the arena.
      puzzle: { offset: 0, size: 0 },
    },
  };
}

/** A view of each slot, by the parameter's name. */
export function viewSlots(
  backend: Pick<TrainingBackend, 'view'>,
  { slots }: ArenaLayout,
  arena: Tensor,
): Map<string, Tensor> {
  return new Map(
    slots.map(({ name, shape, offset }) => [name, backend.view(name, arena, offset, shape)]),
  );
}

/** The matrices of the layers, by their place within that range. */
export function layerMatrices({ slots, ranges }: ArenaLayout): MatrixPlace[] {
  const from = ranges.layers.offset;
  return slots.flatMap(({ offset, shape: [rows, columns] }) =>
    offset < from ? [] : [{ offset: offset - from, rows: rows!, columns: columns! }],
  );
}

/** Numbers by parameter name, packed as the layout says. @throws Error if one is missing. */
export function pack(
  { size, slots }: ArenaLayout,
  weights: ReadonlyMap<string, Float32Array>,
): Float32Array<ArrayBuffer> {
  const flat = new Float32Array(size);
  for (const { name, offset } of slots) {
    const data = weights.get(name);
    if (data === undefined) throw new Error(`The model has no tensor ${name}.`);
    flat.set(data, offset);
  }
  return flat;
}

/** The reverse: a copy of each parameter's numbers. */
export function unpack({ slots }: ArenaLayout, flat: Float32Array): Map<string, Float32Array> {
  return new Map(slots.map(({ name, offset, size }) => [name, flat.slice(offset, offset + size)]));
}
