import type { WholeNumberFaults } from './arithmetic';
import type { Memory } from './compile/scope';
import { barrierOf } from './compile/statements';
import type { Dispatch } from './dispatch';
import type { FindingKind, Findings } from './findings';
import type { Epochs, MemoryFaults, Moment, Other } from './shadow';

/** Turns the faults of a dispatch into findings. */
export class Reporter {
  readonly numbers: WholeNumberFaults;
  readonly #dispatch: Dispatch;
  readonly #epochs: Epochs;
  readonly #moment: Moment;
  readonly #findings: Findings;

  constructor(dispatch: Dispatch, epochs: Epochs, moment: Moment, findings: Findings) {
    this.#dispatch = dispatch;
    this.#epochs = epochs;
    this.#moment = moment;
    this.#findings = findings;
    this.numbers = {
      wrapped: (line, calculation) =>
        this.#add('wrap-around', line, `${this.#who()} computes ${calculation} in u32`),
      outside: (line, index, count) =>
        this.#add('out of bounds', line, `${this.#who()} takes ${index} of an array of ${count}`),
    };
  }

  /** Receives the faults of one shared variable. */
  memory(memory: Memory): MemoryFaults {
    const range = memory.binding === null ? null : this.#dispatch.bound.get(memory.binding);
    const place = (index: number) => `${memory.name}[${index}]${range ? ` (${range.label})` : ''}`;
    const { width } = memory.type.element;
    const count = memory.type.count ?? Math.floor((range?.size ?? 0) / 4 / width);
    return {
      race: (line, index, access, other) =>
        this.#add(
          'race',
          line,
          `${this.#who()} ${access} ${place(index)}, which ${this.#whoElse(other)} ${other.access === 'read' ? 'reads' : 'writes'} in line ${other.line}, with no barrier between`,
        ),
      unwritten: (line, index) =>
        this.#add(
          'unwritten read',
          line,
          `${this.#who()} reads ${place(index)}, which no thread has written`,
        ),
      outside: (line, index, access) =>
        this.#add(
          'out of bounds',
          line,
          `${this.#who()} ${access} ${place(index)}, which has ${count} elements`,
        ),
    };
  }

  /** @param reached the barriers at which threads wait, each with one of these threads; 0 is the end */
  divergent(reached: ReadonlyMap<number, number>): void {
    const places = [...reached].map(([barrier, thread]) => {
      const where = barrier === 0 ? 'has ended' : `waits in line ${barrierOf(barrier).line}`;
      return `thread ${thread} ${where}`;
    });
    const { line } = barrierOf(Math.max(...reached.keys()));
    const { now } = this.#epochs;
    const workgroup = this.#epochs.workgroupOf(now);
    this.#add('divergent barrier', line, `in workgroup ${workgroup} ${places.join(', ')}`);
  }

  #who(): string {
    const { now } = this.#epochs;
    return `thread ${this.#moment.thread} of workgroup ${this.#epochs.workgroupOf(now)}`;
  }

  #whoElse({ thread, workgroup }: Other): string {
    const here = workgroup === this.#epochs.workgroupOf(this.#epochs.now);
    const name = thread === null ? 'another thread' : `thread ${thread}`;
    return here ? name : `${name} of workgroup ${workgroup}`;
  }

  #add(kind: FindingKind, line: number, detail: string): void {
    const { label, kernel } = this.#dispatch;
    const source = kernel.lines[line - 1] ?? '';
    this.#findings.add({ kind, kernel: label, line, source, detail });
  }
}
