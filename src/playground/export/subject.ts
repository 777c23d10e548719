import type { Frame } from '../../reasoning/trace';
import type { Origin } from './origin';
import type { Drawing } from './standalone';
import type { Table } from './table';

/** The visible thought of any world, for export. */
export interface Subject {
  /** Its origin; the title is that of the visible segment. */
  readonly origin: Origin;
  /** The beginning of file names: the world and the puzzle. */
  readonly stem: string;
  /** The segments of the thought that count, in order. */
  readonly frames: readonly Frame[];
  /** The visible segment, 0 for the puzzle before the first. */
  readonly segment: number;
  /** The board at a segment. */
  draw(segment: number): Promise<Drawing>;
  /** A description of the board at a segment, in one sentence. */
  caption(segment: number): string;
  /** One row for each segment. */
  table(): Table;
  /** All data of the thought, for JSON. */
  record(): object;
}
