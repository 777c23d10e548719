import type { Board } from './worlds/page-world';

/** The parts of a title. */
interface Titled {
  readonly board: Pick<Board, 'world' | 'side' | 'rule'>;
  /** The folder it is shipped in. */
  readonly folder: string;
}

/** From short to unique. */
const WAYS: readonly ((model: Titled) => string)[] = [
  ({ board: { world, side } }) => `${world.title} ${side}×${side}`,
  ({ board: { world, side, rule } }) => {
    const plain = rule === undefined || rule === world.rules[0];
    return `${world.title} ${side}×${side}${plain ? '' : `, ${rule}`}`;
  },
  ({ board: { world, side }, folder }) => `${world.title} ${side}×${side}, ${folder}`,
];

/**
 * Titles of models, in their order: world and size; if several share both, also the rule if it is
 * not the usual one, or else the folder.
 */
export function titlesOf(models: readonly Titled[]): string[] {
  const ways = models.map(() => 0);
  for (let next = 1; next < WAYS.length; next++) {
    const titles = models.map((model, at) => WAYS[ways[at]!]!(model));
    titles.forEach((title, at) => {
      if (titles.indexOf(title) !== titles.lastIndexOf(title)) ways[at] = next;
    });
  }
  return models.map((model, at) => WAYS[ways[at]!]!(model));
}
