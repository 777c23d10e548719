/**
 * Shadow memory. For every element it records which thread wrote it last, which thread read it last,
 * and between which barriers. So it finds a race when it happens: two accesses without a barrier
 * between them, at least one of them a write. The idea comes from FastTrack (C. Flanagan and
 * S. Freund, 2009); here barriers take the place of clocks.
 *
 * Time is counted in *epochs*. A new epoch begins with a workgroup, and with each of its barriers that
 * orders this memory. Workgroups run one after the other here, so an epoch belongs to one workgroup.
 * Accesses of other workgroups of the dispatch are never ordered.
 */
export class Epochs {
  /** The first epoch whose accesses can race, and the first epoch of the running workgroup. */
  first = 1;
  workgroup = 1;
  now = 1;
  readonly #begun: { readonly epoch: number; readonly workgroup: string }[] = [];

  /** @param space storage is shared by all workgroups; workgroup memory belongs to one */
  constructor(readonly space: 'storage' | 'workgroup') {}

  beginDispatch(): void {
    this.first = ++this.now;
    this.#begun.length = 0;
  }

  beginWorkgroup(name: string): void {
    this.workgroup = ++this.now;
    if (this.space === 'workgroup') this.first = this.workgroup;
    this.#begun.push({ epoch: this.now, workgroup: name });
  }

  barrier(): void {
    this.now++;
  }

  /** The workgroup that an epoch of this dispatch belongs to. */
  workgroupOf(epoch: number): string {
    return this.#begun.findLast((begun) => begun.epoch <= epoch)?.workgroup ?? '?';
  }
}

/** Bits of a record: a thread within its workgroup, the line of its access, and the `OTHERS` bit. */
const THREAD_BITS = 10;
const THREAD_MASK = 2 ** THREAD_BITS - 1;
const LINE_MASK = 2 ** 18 - 1;
/** Set if other threads of the workgroup also read in that epoch, besides the recorded one. */
const OTHERS = 2 ** 28;

/** The records of all elements. Records of earlier dispatches are ignored, so none are cleared. */
export class Shadow {
  readonly writtenIn: Int32Array;
  readonly writtenBy: Int32Array;
  readonly readIn: Int32Array;
  readonly readBy: Int32Array;

  constructor(elements: number) {
    this.writtenIn = new Int32Array(elements);
    this.writtenBy = new Int32Array(elements);
    this.readIn = new Int32Array(elements);
    this.readBy = new Int32Array(elements);
  }
}

/** The current state of a dispatch, shared by all its variables. */
export interface Moment {
  /** The running thread, counted within its workgroup. */
  thread: number;
}

/** Another thread's access. */
export interface Other {
  readonly access: 'read' | 'written';
  readonly workgroup: string;
  /** Null if it is only known that there was another thread. */
  readonly thread: number | null;
  readonly line: number;
}

export interface MemoryFaults {
  race(line: number, index: number, access: 'reads' | 'writes', other: Other): void;
  unwritten(line: number, index: number): void;
  outside(line: number, index: number, access: 'reads' | 'writes'): void;
}

export interface Watched {
  /** The number of elements, and of numbers in each. */
  readonly count: number;
  readonly width: number;
  /** The record of the first element in the shadow memory, and the distance between records. */
  readonly first: number;
  readonly stride: number;
  /** Who must have written an element before it is read: a thread of the workgroup, or any thread. */
  readonly needsWriter: 'in workgroup' | 'ever' | null;
}

/** An index that no typed array has, so a write to it has no effect. */
const NOWHERE = -16;

/**
 * Functions for a program's accesses to memory that it writes. Each records the access and returns the
 * index of the element's first number.
 */
export function watch(
  { count, width, first, stride, needsWriter }: Watched,
  { writtenIn, writtenBy, readIn, readBy }: Shadow,
  epochs: Epochs,
  moment: Moment,
  faults: MemoryFaults,
) {
  const other = (access: Other['access'], epoch: number, record: number): Other => ({
    access,
    workgroup: epochs.workgroupOf(epoch),
    thread:
      epoch === epochs.now && (record & THREAD_MASK) === moment.thread
        ? null
        : record & THREAD_MASK,
    line: (record >> THREAD_BITS) & LINE_MASK,
  });

  function checkWritten(index: number, at: number, line: number): void {
    if (needsWriter === null) return;
    const since = needsWriter === 'ever' ? 1 : epochs.workgroup;
    if (writtenIn[at]! < since) faults.unwritten(line, index);
  }

  function checkWriter(index: number, at: number, line: number, access: 'reads' | 'writes'): void {
    const epoch = writtenIn[at]!;
    if (epoch < epochs.first) return;
    const here = epoch >= epochs.workgroup;
    if (here && (epoch < epochs.now || (writtenBy[at]! & THREAD_MASK) === moment.thread)) return;
    faults.race(line, index, access, other('written', epoch, writtenBy[at]!));
  }

  function noteRead(index: number, at: number, line: number): void {
    checkWriter(index, at, line, 'reads');
    const epoch = readIn[at]!;
    // A read of another workgroup stays recorded, because a later write races with it.
    if (epoch >= epochs.first && epoch < epochs.workgroup) return;
    if (epoch === epochs.now) {
      if ((readBy[at]! & THREAD_MASK) !== moment.thread) readBy[at] = readBy[at]! | OTHERS;
      return;
    }
    readIn[at] = epochs.now;
    readBy[at] = moment.thread | (line << THREAD_BITS);
  }

  function noteWrite(index: number, at: number, line: number): void {
    checkWriter(index, at, line, 'writes');
    const [epoch, record] = [readIn[at]!, readBy[at]!];
    const elsewhere = epoch >= epochs.first && epoch < epochs.workgroup;
    const alone = (record & (THREAD_MASK | OTHERS)) === moment.thread;
    if (elsewhere || (epoch === epochs.now && !alone)) {
      faults.race(line, index, 'writes', other('read', epoch, record));
    }
    writtenIn[at] = epochs.now;
    writtenBy[at] = moment.thread | (line << THREAD_BITS);
  }

  return {
    read(index: number, line: number): number {
      if (index >= count) {
        faults.outside(line, index, 'reads');
        return 0;
      }
      const at = first + index * stride;
      checkWritten(index, at, line);
      noteRead(index, at, line);
      return index * width;
    },
    write(index: number, line: number): number {
      if (index >= count) {
        faults.outside(line, index, 'writes');
        return NOWHERE;
      }
      noteWrite(index, first + index * stride, line);
      return index * width;
    },
    update(index: number, line: number): number {
      if (index >= count) {
        faults.outside(line, index, 'writes');
        return NOWHERE;
      }
      const at = first + index * stride;
      checkWritten(index, at, line);
      noteRead(index, at, line);
      noteWrite(index, at, line);
      return index * width;
    },
  };
}

/** The same for read-only memory. */
export function watchBounds(
  { count, width }: Pick<Watched, 'count' | 'width'>,
  faults: MemoryFaults,
) {
  const never = () => {
    throw new TypeError('Read-only memory cannot be written.');
  };
  return {
    read(index: number, line: number): number {
      if (index < count) return index * width;
      faults.outside(line, index, 'reads');
      return 0;
    },
    write: never,
    update: never,
  };
}
