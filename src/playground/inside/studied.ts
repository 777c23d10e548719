import { createContext, useContext, useEffect, type ComponentType } from 'react';
import type { HrmConfig } from '../../hrm/config';
import type { OrderOf, StudyKind } from '../../worker/study-protocol';
import type { MiniatureProps } from '../chains/miniature';
import type { StudiesSlice, StudyRun } from '../store/studies';

/** How the grids of a thought are drawn and checked, for any world. */
export interface Looks {
  /** Cells of a row. */
  readonly side: number;
  /** The puzzle as tokens. */
  readonly input: Uint8Array;
  readonly Picture: ComponentType<MiniatureProps>;
  /** Whether marks on cells are below the picture, which is then transparent. */
  readonly seeThrough: boolean;
  /** Whether these tokens are a right answer; `null` if unknown. */
  solvedBy(tokens: Uint8Array): boolean | null;
  /** The right answer as tokens, if only the page knows it. */
  readonly answer: readonly number[] | null;
  /** Groups of cells around a cell, by a name that follows "in its". */
  kin(cell: number): readonly (readonly [name: string, cells: readonly number[]])[];
}

/** The thought that is studied, and the function to order studies. */
export interface Studied extends Pick<
  StudiesSlice,
  'studies' | 'startStudy' | 'stopStudy' | 'forgetStudy'
> {
  /** Config of the thinking model; `null` until it is ready. */
  readonly config: HrmConfig | null;
  /** The visible segment, 0 before the first. */
  readonly segment: number;
  /** Segments thought. */
  readonly length: number;
  readonly looks: Looks;
}

export const StudiedContext = createContext<Studied | null>(null);

export function useStudied(): Studied {
  const studied = useContext(StudiedContext);
  if (studied === null) throw new Error('useStudied needs a StudiedContext above it.');
  return studied;
}

/** The results of a study, if there is one. */
export function useRun<K extends StudyKind>(kind: K): StudyRun<K> | null {
  return useStudied().studies[kind] ?? null;
}

/** The progress of something long, to append to its name; empty if unknown. */
export function onTheWay(share: number | null | undefined): string {
  return share == null ? '' : ` ${Math.round(100 * share)} %`;
}

/** Milliseconds to wait during a drag or playback before a study begins. */
const PAUSE = 200;

/**
 * Runs a study as long as the component is mounted; another order replaces the one before.
 * @param order `null` for none
 * @returns the results of exactly this order
 */
export function useStudy<K extends StudyKind>(
  kind: K,
  order: OrderOf<K> | null,
): StudyRun<K> | null {
  const { config, startStudy, forgetStudy } = useStudied();
  const run = useRun(kind);
  const wanted = order === null ? null : JSON.stringify({ kind, ...order });
  const fits = run !== null && wanted !== null && JSON.stringify(run.order) === wanted;
  const missing = config !== null && !fits;
  useEffect(() => {
    if (wanted === null || !missing) return;
    const timer = setTimeout(() => {
      startStudy(kind, JSON.parse(wanted) as OrderOf<K>);
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [kind, wanted, missing, startStudy]);
  useEffect(() => () => forgetStudy(kind), [kind, forgetStudy]);
  return fits ? run : null;
}
