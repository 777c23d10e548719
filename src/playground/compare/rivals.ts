import index from '../../../models/rivals/index.json';
import { parseConfig, type Architecture, type HrmConfig } from '../../hrm/config';
import { parseMeasured, type Measured } from '../../reasoning/measured';
import type { ModelSource } from '../../worker/protocol';

const configs = import.meta.glob<unknown>('/models/rivals/*/config.json', {
  import: 'default',
  eager: true,
});
const addresses = import.meta.glob<string>('/models/rivals/*/config.json', {
  query: '?url',
  import: 'default',
  eager: true,
});
const weights = import.meta.glob<string>('/models/rivals/*/model.safetensors', {
  query: '?url',
  import: 'default',
  eager: true,
});
const measured = import.meta.glob<unknown>('/models/rivals/*/measured.json', {
  import: 'default',
});

/** A model shipped for comparison; its weights are fetched when it is compared. */
export interface Rival {
  readonly id: string;
  readonly config: HrmConfig;
  readonly bytes: number;
  readonly source: ModelSource;
}

interface Entry {
  readonly folder: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The order of display; HRM and the most similar ones first. */
const ORDER: readonly (Architecture | undefined)[] = [
  'hrm',
  'recurrent',
  'trm',
  'transformer',
  'deep',
];

/** The rivals for grids of a world with this number of cells. */
export function rivalsFor(world: string, cells: number): readonly Rival[] {
  return (index as readonly Entry[])
    .map(({ folder, bytes, sha256 }): Rival => {
      const place = `/models/rivals/${folder}`;
      return {
        id: folder,
        config: parseConfig(configs[`${place}/config.json`]),
        bytes,
        source: {
          name: `rivals-${folder}`,
          config: addresses[`${place}/config.json`]!,
          weights: weights[`${place}/model.safetensors`]!,
          bytes,
          sha256,
        },
      };
    })
    .filter(({ config }) => config.puzzle?.world === world && config.seq_len === cells)
    .sort((a, b) => ORDER.indexOf(a.config.arch) - ORDER.indexOf(b.config.arch));
}

const loading = new Map<string, Promise<Measured | null>>();

/** The measurements of a rival; `null` if its folder has no such file. */
export function loadRivalMeasured(id: string): Promise<Measured | null> {
  const place = `rivals/${id}/measured.json`;
  const fetch = measured[`/models/${place}`];
  const known = loading.get(id);
  if (known !== undefined) return known;
  const found =
    fetch === undefined
      ? Promise.resolve(null)
      : fetch().then((value) => parseMeasured(value, place));
  loading.set(id, found);
  found.catch(() => loading.delete(id));
  return found;
}
