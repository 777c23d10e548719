import type { ArcGrid } from '../grid';
import type { Draw } from './draw';

/**
 * A kind of task: a rule with parameters `P` (colours, a direction), which are drawn once for each
 * task, and inputs, which are drawn for every pair. The rule computes the output from the input and
 * the parameters alone, so a task never needs more than it shows.
 */
export interface KindSpec<P> {
  /** Unique, of letters and hyphens; part of the ids of its tasks. */
  readonly id: string;
  readonly title: string;
  /** The rule in one sentence. */
  readonly rule: string;
  /** @param side of the canvas, at least `LEAST_SIDE` */
  parameters(draw: Draw, side: number): P;
  /**
   * Other parameters that a person might confuse with the right ones. If they would give another
   * answer, the pairs of the task must exclude them. Parameters that every pair shows, such as the
   * colour of the paint, need not be listed.
   */
  rivals?(parameters: P): readonly P[];
  /** An input of at most `side` × `side`; `null` if this draw failed. */
  input(draw: Draw, side: number, parameters: P): ArcGrid | null;
  /** The rule. It must not fail on any input drawn for other parameters. */
  solve(input: ArcGrid, parameters: P): ArcGrid;
}

/** A rule with the parameters of one task. */
export interface TaskRule {
  input(): ArcGrid | null;
  solve(input: ArcGrid): ArcGrid;
  readonly rivals: readonly ((input: ArcGrid) => ArcGrid)[];
}

/** A kind with any parameters. */
export interface TaskKind {
  readonly id: string;
  readonly title: string;
  readonly rule: string;
  drawRule(draw: Draw, side: number): TaskRule;
}

/** The smallest canvas on which every kind fits. */
export const LEAST_SIDE = 10;

export function defineKind<P>(spec: KindSpec<P>): TaskKind {
  const { id, title, rule } = spec;
  return {
    id,
    title,
    rule,
    drawRule(draw, side) {
      const parameters = spec.parameters(draw, side);
      return {
        input: () => spec.input(draw, side, parameters),
        solve: (input) => spec.solve(input, parameters),
        rivals: (spec.rivals?.(parameters) ?? []).map(
          (rival) => (input) => spec.solve(input, rival),
        ),
      };
    },
  };
}
