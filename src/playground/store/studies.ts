import type { StateCreator } from 'zustand/vanilla';
import type { OrderOf, PartOf, StudyKind, StudyOrder } from '../../worker/study-protocol';

/** A requested study and its results. */
export interface StudyRun<K extends StudyKind> {
  readonly number: number;
  readonly order: StudyOrder;
  readonly parts: readonly PartOf<K>[];
  readonly phase: 'running' | 'done' | 'failed';
  /** Progress of the next part, 0…1, if it takes long. */
  readonly share: number | null;
  /** The error of a failed one. */
  readonly message: string | null;
}

export type StudyRuns = { [K in StudyKind]?: StudyRun<K> };

/** Studies of the visible thought, at most one of each kind. */
export interface StudiesSlice {
  readonly studies: StudyRuns;
  /** Requests a study; it replaces one of the same kind. */
  startStudy<K extends StudyKind>(kind: K, order: OrderOf<K>): void;
  /** Stops a study; its results stay. */
  stopStudy(kind: StudyKind): void;
  /** Removes a study with its results. */
  forgetStudy(kind: StudyKind): void;
  /** Removes all, because they belong to another puzzle or model. */
  forgetStudies(): void;
  studyArrived(study: number, part: PartOf<StudyKind>): void;
  /** Progress of the next part if it takes long, 0…1. */
  studyOnItsWay(study: number, share: number): void;
  studyEnded(study: number, message: string | null): void;
}

/** Numbers increase over the page's lifetime, so that old parts can be recognised. */
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
