import index from '../../models/index.json';
import { SUDOKU_9 } from '../puzzles/sudoku/geometry';
import type { ModelChoice } from './store/model';

/** The bundler knows the addresses of the files; in a build they carry a hash of the content. */
const configs = import.meta.glob<string>('/models/*/config.json', {
  query: '?url',
  import: 'default',
  eager: true,
});
const weights = import.meta.glob<string>('/models/*/model.safetensors', {
  query: '?url',
  import: 'default',
  eager: true,
});

/** Titles of the worlds' models, and the puzzles they think about. */
const WORLDS = { sudoku: { title: 'Sudoku 9×9', geometry: SUDOKU_9 } } as const;

/** The model shipped for a world. */
export function shippedModel(world: keyof typeof WORLDS): ModelChoice {
  const entry = index.find((model) => model.world === world);
  if (entry === undefined) throw new Error(`No model is shipped for ${world}.`);
  const { folder, bytes, sha256 } = entry;
  return {
    id: folder,
    ...WORLDS[world],
    origin: 'shipped',
    source: {
      name: folder,
      config: configs[`/models/${folder}/config.json`]!,
      weights: weights[`/models/${folder}/model.safetensors`]!,
      bytes,
      sha256,
    },
    bytes,
  };
}
