import { createContext, useContext, useEffect, type ComponentType } from 'react';
import type { HrmConfig } from '../../hrm/config';
import type { OrderOf, StudyKind } from '../../worker/study-protocol';
import type { MiniatureProps } from '../chains/miniature';
import type { StudiesSlice, StudyRun } from '../store/studies';

/** How the grids of a thought are drawn and judged, whatever its world. */
export interface Looks {
  /** Cells of a row. */
  readonly side: number;
  /** The puzzle as tokens. */
  readonly input: Uint8Array;
  readonly Picture: ComponentType<MiniatureProps>;
  /** Whether marks on cells lie below what the picture draws, which is then see-through. */
  readonly seeThrough: boolean;
  /** Whether these tokens are a right answer; `null` where that is not known. */
  solvedBy(tokens: Uint8Array): boolean | null;
  /** The right answer as tokens, where only the page knows it. */
  readonly answer: readonly number[] | null;
  /** Cells that belong together with a cell, by a name to be read after "in its". */
  kin(cell: number): readonly (readonly [name: string, cells: readonly number[]])[];
}

/** The thought that is studied, and how studies of it are asked for. */
export interface Studied extends Pick<
  StudiesSlice,
  'studies' | 'startStudy' | 'stopStudy' | 'forgetStudy'
> {
  /** Of the model that thinks; `null` until it is ready. */
  readonly config: HrmConfig | null;
  /** The segment on show, 0 before the first. */
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

/** What has come of a study, if there is one. */
export function useRun<K extends StudyKind>(kind: K): StudyRun<K> | null {
  return useStudied().studies[kind] ?? null;
}

/** How far something that takes long is, to be read after what it is; empty where that is not known. */
export function onTheWay(share: number | null | undefined): string {
  return share == null ? '' : ` ${Math.round(100 * share)} %`;
}

/** Time for a drag or a playback to move on before a study is begun for it, in milliseconds. */
const PAUSE = 200;

/**
 * Keeps a study going as long as the component is there: another order takes the place of the one
 * before.
 * @param order `null` for none
 * @returns what has come of exactly this order
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
