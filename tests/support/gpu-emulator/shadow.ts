/**
 * Shadow memory: of every element who wrote it and who read it last, and between which barriers, so
 * that two accesses of which one is a write and which nothing orders are told as they happen. The
 * idea is that of FastTrack (C. Flanagan and S. Freund, 2009), with barriers for clocks.
 *
 * Time is counted in *epochs*. A workgroup begins one, and so does each of its barriers that orders
 * the memory at hand. Workgroups run one after the other here, so an epoch belongs to one of them.
 * What other workgroups of the dispatch do is never ordered.
 */
export class Epochs {
  /** The first epoch of those whose accesses meet, and of the workgroup at work. */
  first = 1;
  workgroup = 1;
  now = 1;
  readonly #begun: { readonly epoch: number; readonly workgroup: string }[] = [];

  /** @param space storage is shared by all workgroups; each has workgroup memory of its own. */
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

/** Bits of a record: a thread within its workgroup, the line of its access, and whether there were more. */
const THREAD_BITS = 10;
const THREAD_MASK = 2 ** THREAD_BITS - 1;
const LINE_MASK = 2 ** 18 - 1;
/** Besides the thread that is named others of its workgroup read in that epoch. */
const OTHERS = 2 ** 28;

/** The records of so many elements. Those of earlier dispatches mean nothing, so none is cleared. */
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

/** Where a dispatch is; all shared variables look at the same. */
export interface Moment {
  /** The thread at work, within its workgroup. */
  thread: number;
}

/** Another thread's access. */
export interface Other {
  readonly access: 'read' | 'written';
  readonly workgroup: string;
  /** Null where it is known only that there was another one. */
  readonly thread: number | null;
  readonly line: number;
}

export interface MemoryFaults {
  race(line: number, index: number, access: 'reads' | 'writes', other: Other): void;
  unwritten(line: number, index: number): void;
  outside(line: number, index: number, access: 'reads' | 'writes'): void;
}

export interface Watched {
  /** Elements, and numbers in each. */
  readonly count: number;
  readonly width: number;
  /** Record of the first element in the shadow, and the distance between records. */
  readonly first: number;
  readonly stride: number;
  /** Who must have written what is read: somebody of the workgroup, or anybody ever. */
  readonly needsWriter: 'in workgroup' | 'ever' | null;
}

/** An index that no typed array has: what is written there is lost. */
const NOWHERE = -16;

/**
 * Functions through which a program reaches memory that it writes: each notes the access and returns
 * where in the memory's numbers the element begins.
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
    // A read of another workgroup is kept: whoever writes there now races with it.
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

/** The same for memory that is only read. */
export function watchBounds(
  { count, width }: Pick<Watched, 'count' | 'width'>,
  faults: MemoryFaults,
) {
  const never = () => {
    throw new TypeError('What is only read cannot be written.');
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
