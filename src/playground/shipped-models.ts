import { z } from 'zod';
import { shippedFor, sourceOf, type ShippedEntry } from './shipped-files';
import type { ModelChoice } from './store/model';
import { boardOfConfig, worldsAmong } from './worlds/board-of';
import type { Tab } from './worlds/page-world';

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
    shippedFor(id).map((entry) => choiceOf(tabs, entry)),
  );
  const [first, ...others] = models;
  if (first === undefined || first.board.world !== tabs[0])
    throw new Error(`No model is shipped for ${tabs[0]?.id}.`);
  return [first, ...others];
}

function choiceOf(tabs: readonly Tab[], entry: ShippedEntry): ModelChoice {
  const { folder, bytes } = entry;
  const board = boardOfConfig(tabs, boardSchema.parse(configs[`/models/${folder}/config.json`]));
  const { world, side } = board;
  return {
    id: folder,
    title: `${world.title} ${side}×${side}`,
    origin: 'shipped',
    source: sourceOf(entry),
    board,
    bytes,
  };
}
