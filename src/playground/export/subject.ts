import type { Frame } from '../../reasoning/trace';
import type { Origin } from './origin';
import type { Drawing } from './standalone';
import type { Table } from './table';

/** A thought on show, as files are made of it, whatever its world. */
export interface Subject {
  /** What made it; the title is that of the segment on show. */
  readonly origin: Origin;
  /** What names of files begin with: the world and the puzzle. */
  readonly stem: string;
  /** The segments of the thought that count, in order. */
  readonly frames: readonly Frame[];
  /** The segment on show, 0 for the puzzle before the first. */
  readonly segment: number;
  /** The board at a segment. */
  draw(segment: number): Promise<Drawing>;
  /** What stands on the board then, in one sentence. */
  caption(segment: number): string;
  /** One row for each segment. */
  table(): Table;
  /** All that is known of the thought, to be written as JSON. */
  record(): object;
}
