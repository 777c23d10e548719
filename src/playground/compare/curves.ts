import type { Measured } from '../../reasoning/measured';
import type { Solved } from '../measured/sets';

/** The share of a set that a model solves after 1, 2, … segments. */
export interface DepthCurve {
  readonly count: number;
  readonly solved: readonly Solved[];
}

/** The sets measured with any of these models, those of most models first. */
export function setsIn(
  measured: readonly Measured[],
): readonly { readonly id: string; readonly title: string }[] {
  const counts = new Map<string, number>();
  for (const { segments } of measured) {
    for (const id of Object.keys(segments)) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const titleOf = (id: string) =>
    measured.map(({ sets }) => sets?.[id]?.title).find((title) => title !== undefined) ?? id;
  return [...counts].sort(([, a], [, b]) => b - a).map(([id]) => ({ id, title: titleOf(id) }));
}

/** The curves on a set, in the order of the models; `null` if a model was not measured on it. */
export function curvesOf(
  measured: readonly (Measured | null)[],
  set: string,
): readonly (DepthCurve | null)[] {
  return measured.map((each) => {
    const found = each?.segments[set];
    if (found === undefined) return null;
    const { count, exact, exact_95: bounds } = found;
    const solved = exact.map((share, index) => ({ share, bounds: bounds?.[index] ?? null }));
    return { count, solved };
  });
}
