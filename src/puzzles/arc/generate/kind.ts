import type { ArcGrid } from '../grid';
import type { Draw } from './draw';

/**
 * A kind of task: a rule with parameters `P` (colours, a direction), which are drawn once a task, and
 * inputs, which are drawn for every pair. The output is what the rule makes of the input, found from
 * the input and the parameters alone, so that a task never asks for more than it shows.
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
   * Other parameters that a person might take for the right ones. The pairs of a task must tell them
   * apart, wherever they would answer the question differently. Those that every pair gives away,
   * such as the colour something is painted in, need not be listed.
   */
  rivals?(parameters: P): readonly P[];
  /** An input of at most `side` × `side`; `null` if this draw came to nothing. */
  input(draw: Draw, side: number, parameters: P): ArcGrid | null;
  /** The rule. It must not fail on any input drawn for other parameters. */
  solve(input: ArcGrid, parameters: P): ArcGrid;
}

/** A rule with its parameters drawn: one task's worth. */
export interface TaskRule {
  input(): ArcGrid | null;
  solve(input: ArcGrid): ArcGrid;
  readonly rivals: readonly ((input: ArcGrid) => ArcGrid)[];
}

/** A kind, whatever its parameters are. */
export interface TaskKind {
  readonly id: string;
  readonly title: string;
  readonly rule: string;
  drawRule(draw: Draw, side: number): TaskRule;
}

/** A canvas on which every kind has room. */
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
