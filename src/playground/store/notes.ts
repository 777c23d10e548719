import { plainMessage } from '../../hrm/plain-message';
import type { SliceCreator } from './state';

/** Largest number of notes; older ones are removed. */
const MOST_NOTES = 5;

/** A note that stops nothing: a wrong value in a link, a paste without a puzzle. */
export interface Note {
  readonly id: number;
  readonly text: string;
}

export interface NotesSlice {
  readonly notes: readonly Note[];
  /** Shows a note until it is dismissed; the same text is not shown twice at once. */
  note(text: string): void;
  dismiss(id: number): void;
}

export const createNotes: SliceCreator<NotesSlice> = (set) => ({
  notes: [],
  note: (said) =>
    set(({ notes }) => {
      const text = plainMessage(said);
      if (notes.some((note) => note.text === text)) return {};
      const id = Math.max(0, ...notes.map((note) => note.id)) + 1;
      return { notes: [...notes.slice(1 - MOST_NOTES), { id, text }] };
    }),
  dismiss: (id) => set(({ notes }) => ({ notes: notes.filter((note) => note.id !== id) })),
});
