import index from '../../models/index.json';
import type { DownloadSource } from '../checkpoint/model-source';

/** The bundler knows the addresses of the files; in a build they carry a hash of the content. */
const addresses = import.meta.glob<string>('/models/*/config.json', {
  query: '?url',
  import: 'default',
  eager: true,
});
const weights = import.meta.glob<string>('/models/*/model.safetensors', {
  query: '?url',
  import: 'default',
  eager: true,
});

export type ShippedEntry = (typeof index)[number];

/** The models shipped for a world. */
export function shippedFor(world: string): readonly ShippedEntry[] {
  return index.filter((entry) => entry.world === world);
}

/** Where the files of a shipped model are. */
export function sourceOf({ folder, bytes, sha256 }: ShippedEntry): DownloadSource {
  return {
    name: folder,
    config: addresses[`/models/${folder}/config.json`]!,
    weights: weights[`/models/${folder}/model.safetensors`]!,
    bytes,
    sha256,
  };
}
