import { z } from 'zod';
import index from '../../models/index.json';
import type { ModelChoice } from './store/model';
import { boardOfConfig, worldsAmong } from './worlds/board-of';
import type { Tab } from './worlds/page-world';

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
const configs = import.meta.glob('/models/*/config.json', { import: 'default', eager: true });

/** The part of a config that tells the board. */
const boardSchema = z.object({
  seq_len: z.int(),
  vocab_size: z.int(),
  puzzle: z.object({
    world: z.string(),
    width: z.int(),
    height: z.int(),
    rule: z.string().optional(),
  }),
});

/**
 * The models shipped for the worlds among the tabs, in the order of the tabs.
 * @throws Error if there is none for the first
 */
export function shippedModels(tabs: readonly Tab[]): readonly [ModelChoice, ...ModelChoice[]] {
  const models = worldsAmong(tabs).flatMap(({ id }) =>
    index.filter(({ world }) => world === id).map((entry) => choiceOf(tabs, entry)),
  );
  const [first, ...others] = models;
  if (first === undefined || first.board.world !== tabs[0]) throw new Error(`No model is shipped for ${tabs[0]?.id}.`);
  return [first, ...others];
}

function choiceOf(
  tabs: readonly Tab[],
  { folder, bytes, sha256 }: (typeof index)[number],
): ModelChoice {
  const board = boardOfConfig(tabs, boardSchema.parse(configs[`/models/${folder}/config.json`]));
  const { world, side } = board;
  return {
    id: folder,
    title: `${world.title} ${side}×${side}`,
    origin: 'shipped',
    source: {
      name: folder,
      config: addresses[`/models/${folder}/config.json`]!,
      weights: weights[`/models/${folder}/model.safetensors`]!,
      bytes,
      sha256,
    },
    board,
    bytes,
  };
}
