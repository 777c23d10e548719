import index from '../../../models/index.json';
import type { DownloadSource } from '../../checkpoint/model-source';

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

/** The ARC model shipped with the page, `null` while there is none. */
export function shippedArcModel(): DownloadSource | null {
  const entry = index.find(({ world }) => world === 'arc');
  if (entry === undefined) return null;
  const { folder, bytes, sha256 } = entry;
  return {
    name: folder,
    config: configs[`/models/${folder}/config.json`]!,
    weights: weights[`/models/${folder}/model.safetensors`]!,
    bytes,
    sha256,
  };
}
