import index from '../../models/index.json';
import type { ModelSource } from '../checkpoint/model-source';

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

/** The model shipped for a world. */
export function shippedModel(world: string): ModelSource {
  const entry = index.find((model) => model.world === world);
  if (entry === undefined) throw new Error(`No model is shipped for ${world}.`);
  const { folder, bytes, sha256 } = entry;
  return {
    name: folder,
    config: configs[`/models/${folder}/config.json`]!,
    weights: weights[`/models/${folder}/model.safetensors`]!,
    bytes,
    sha256,
  };
}
