import type { StateCreator } from 'zustand/vanilla';
import type { OrderOf, PartOf, StudyKind, StudyOrder } from '../../worker/study-protocol';

/** A study asked for, and what has come of it. */
export interface StudyRun<K extends StudyKind> {
  readonly number: number;
  readonly order: StudyOrder;
  readonly parts: readonly PartOf<K>[];
  readonly phase: 'running' | 'done' | 'failed';
  /** How far the next part is, 0…1, where it takes long. */
  readonly share: number | null;
  /** What went wrong, of one that failed. */
  readonly message: string | null;
}

export type StudyRuns = { [K in StudyKind]?: StudyRun<K> };

/** Close looks at the thought on show, at most one of each kind. */
export interface StudiesSlice {
  readonly studies: StudyRuns;
  /** Asks for a study; one of its kind that is there already is given up. */
  startStudy<K extends StudyKind>(kind: K, order: OrderOf<K>): void;
  /** Stops a study; what has come of it stays. */
  stopStudy(kind: StudyKind): void;
  /** Gives a study up, with what has come of it. */
  forgetStudy(kind: StudyKind): void;
  /** Gives all up: they were about another puzzle, or another model. */
  forgetStudies(): void;
  studyArrived(study: number, part: PartOf<StudyKind>): void;
  /** The next part takes long, and is so far, 0…1. */
  studyOnItsWay(study: number, share: number): void;
  studyEnded(study: number, message: string | null): void;
}

/** Numbers rise over all pages' lifetime, so that stale parts are known as such. */
let last = 0;

export const createStudies: StateCreator<StudiesSlice> = (set) => {
  /** Changes the study of a number, if it is still there. */
  const change = (
    study: number,
    patch: (run: StudyRun<StudyKind>) => Partial<StudyRun<StudyKind>>,
  ) =>
    set(({ studies }) => {
      const found = Object.entries(studies).find(([, run]) => run.number === study);
      if (found === undefined) return {};
      const [kind, run] = found as [StudyKind, StudyRun<StudyKind>];
      return { studies: { ...studies, [kind]: { ...run, ...patch(run) } } };
    });
  return {
    studies: {},
    startStudy: (kind, order) =>
      set(({ studies }) => {
        const run: StudyRun<StudyKind> = {
          number: ++last,
          order: { kind, ...order } as unknown as StudyOrder,
          parts: [],
          phase: 'running',
          share: null,
          message: null,
        };
        return { studies: { ...studies, [kind]: run } };
      }),
    stopStudy: (kind) =>
      set(({ studies }) => {
        const run = studies[kind];
        return run === undefined
          ? {}
          : { studies: { ...studies, [kind]: { ...run, phase: 'done' } } };
      }),
    forgetStudy: (kind) =>
      set(({ studies }) => {
        const others = { ...studies };
        delete others[kind];
        return { studies: others };
      }),
    forgetStudies: () => set({ studies: {} }),
    studyArrived: (study, part) =>
      change(study, ({ parts }) => ({ parts: [...parts, part], share: null })),
    studyOnItsWay: (study, share) => change(study, () => ({ share })),
    studyEnded: (study, message) =>
      change(study, () => ({ phase: message === null ? 'done' : 'failed', share: null, message })),
  };
};
