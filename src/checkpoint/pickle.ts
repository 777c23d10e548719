import { CheckpointError } from './error';

/** A tensor as `torch.save` describes it: a view of a storage in another file. */
export class PickledTensor {
  constructor(
    /** Name of the storage's file below `data/`. */
    readonly key: string,
    /** Type of its numbers, as in `FloatStorage`. */
    readonly storage: string,
    /** Where the view begins, in numbers. */
    readonly offset: number,
    readonly shape: readonly number[],
    /** Numbers from one index to the next, per axis. */
    readonly strides: readonly number[],
  ) {}
}

/** A Python name. It is never looked up or called. */
class Global {
  constructor(readonly name: string) {}
}

const MARK = Symbol('mark');

/**
 * Reads the pickle in a checkpoint of PyTorch. A pickle is a program for a small stack machine.
 * Only the part that builds dictionaries, lists and tensors is supported: Python names stay names,
 * and known calls (`_rebuild_tensor_v2`, `OrderedDict` and the like) are done here. Other data
 * beside the weights (arrays of NumPy, the carry of a batch) is ignored. Nothing in the file is
 * executed.
 *
 * @returns the described value; dictionaries as `Map`
 * @throws CheckpointError that names the unsupported part, or where it is damaged
 */
export function readPickle(bytes: Uint8Array): unknown {
  return new Machine(bytes).run();
}

class Machine {
  private readonly view: DataView;
  private readonly stack: unknown[] = [];
  private readonly memo = new Map<number, unknown>();
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  run(): unknown {
    for (;;) {
      const start = this.at;
      const code = this.bytes[this.at++];
      if (code === undefined)
        throw new CheckpointError('The pickle of the checkpoint is truncated.');
      try {
        if (code === 0x2e) return this.pop();
        this.step(code);
      } catch (error) {
        if (error instanceof CheckpointError) throw error;
        throw new CheckpointError(`The pickle of the checkpoint is damaged at byte ${start}.`);
      }
    }
  }

  private step(code: number): void {
    const { stack, view } = this;
    switch (String.fromCharCode(code)) {
      case '\x80': // PROTO
        this.at++;
        return;
      case '\x95': // FRAME
        this.at += 8;
        return;
      case '(':
        stack.push(MARK);
        return;
      case '0':
        this.pop();
        return;
      case 'N':
        stack.push(null);
        return;
      case '\x88':
        stack.push(true);
        return;
      case '\x89':
        stack.push(false);
        return;
      case 'K':
        stack.push(this.bytes[this.at++]);
        return;
      case 'M':
        stack.push(view.getUint16(this.take(2), true));
        return;
      case 'J':
        stack.push(view.getInt32(this.take(4), true));
        return;
      case '\x8a':
        stack.push(this.long(this.bytes[this.at++]!));
        return;
      case 'G':
        stack.push(view.getFloat64(this.take(8), false));
        return;
      case 'X':
        stack.push(this.text(view.getUint32(this.take(4), true)));
        return;
      case '\x8c':
        stack.push(this.text(this.bytes[this.at++]!));
        return;
      case 'B':
        stack.push(this.raw(view.getUint32(this.take(4), true)));
        return;
      case 'C':
        stack.push(this.raw(this.bytes[this.at++]!));
        return;
      case '}':
        stack.push(new Map());
        return;
      case ']':
        stack.push([]);
        return;
      case ')':
        stack.push([]);
        return;
      case '\x85':
      case '\x86':
      case '\x87':
        stack.push(stack.splice(stack.length - (code - 0x84)));
        return;
      case 't':
      case 'l':
        stack.push(this.toMark());
        return;
      case 'a': {
        const item = this.pop();
        (stack.at(-1) as unknown[]).push(item);
        return;
      }
      case 'e': {
        const items = this.toMark();
        const list = stack.at(-1) as unknown[];
        for (const item of items) list.push(item);
        return;
      }
      case 's':
        this.setItems(stack.splice(stack.length - 2));
        return;
      case 'u':
        this.setItems(this.toMark());
        return;
      case 'q':
        this.memo.set(this.bytes[this.at++]!, stack.at(-1));
        return;
      case 'r':
        this.memo.set(view.getUint32(this.take(4), true), stack.at(-1));
        return;
      case '\x94':
        this.memo.set(this.memo.size, stack.at(-1));
        return;
      case 'h':
        stack.push(this.memo.get(this.bytes[this.at++]!));
        return;
      case 'j':
        stack.push(this.memo.get(view.getUint32(this.take(4), true)));
        return;
      case 'c':
        stack.push(new Global(`${this.line()}.${this.line()}`));
        return;
      case '\x93': {
        const [module, name] = stack.splice(stack.length - 2) as [string, string];
        stack.push(new Global(`${module}.${name}`));
        return;
      }
      case 'Q':
        stack.push(storageOf(this.pop()));
        return;
      case 'R':
      case '\x81': {
        const [callee, args] = stack.splice(stack.length - 2);
        stack.push(call(callee, args as unknown[]));
        return;
      }
      case 'b': // BUILD: attributes that a reader does not need, such as a state dict's versions.
        this.pop();
        return;
      default:
        throw new CheckpointError(
          `The checkpoint's pickle has the operation 0x${code.toString(16)}, which no state dict needs; nothing was executed.`,
        );
    }
  }

  private pop(): unknown {
    if (this.stack.length === 0) throw new RangeError('empty');
    return this.stack.pop();
  }

  private take(count: number): number {
    this.at += count;
    return this.at - count;
  }

  private raw(length: number): Uint8Array {
    const from = this.take(length);
    if (this.at > this.bytes.length) throw new RangeError('short');
    return this.bytes.subarray(from, this.at);
  }

  private text(length: number): string {
    return new TextDecoder().decode(this.raw(length));
  }

  private line(): string {
    const end = this.bytes.indexOf(10, this.at);
    if (end < 0) throw new RangeError('short');
    const text = this.text(end - this.at);
    this.at++;
    return text;
  }

  /** Little-endian two's complement. */
  private long(length: number): number {
    const raw = this.raw(length);
    let value = 0;
    raw.forEach((byte, at) => (value += byte * 256 ** at));
    return (raw.at(-1) ?? 0) & 0x80 ? value - 256 ** length : value;
  }

  private toMark(): unknown[] {
    const from = this.stack.lastIndexOf(MARK);
    if (from < 0) throw new RangeError('no mark');
    const items = this.stack.splice(from);
    items.shift();
    return items;
  }

  private setItems(items: readonly unknown[]): void {
    const map = this.stack.at(-1) as Map<unknown, unknown>;
    for (let at = 0; at < items.length; at += 2) map.set(items[at], items[at + 1]);
  }
}

class Storage {
  constructor(
    readonly type: string,
    readonly key: string,
  ) {}
}

function storageOf(id: unknown): Storage {
  const [kind, type, key] = id as [unknown, unknown, unknown];
  if (kind !== 'storage' || !(type instanceof Global) || typeof key !== 'string') {
    throw new CheckpointError('The checkpoint refers to something that is no storage of numbers.');
  }
  return new Storage(type.name.replace(/^torch\.(storage\.)?/, ''), key);
}

/** Largest number of axes of a tensor, as in PyTorch's own kernels. */
const MOST_AXES = 64;

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;
const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length <= MOST_AXES && value.every(isCount);

function pairsOf(items: unknown): [unknown, unknown][] {
  const isSound = Array.isArray(items) && items.every((item) => Array.isArray(item));
  if (!isSound) throw new CheckpointError('The checkpoint describes a dictionary wrongly.');
  return items as [unknown, unknown][];
}

/** Data that trainers keep beside the weights; a reader does not need it. */
const LEFT_ASIDE = /^(numpy\..+|_codecs\.encode|models\.(\w+\.)*\w*Carry)$/;

function call(callee: unknown, args: readonly unknown[]): unknown {
  const name = callee instanceof Global ? callee.name : 'something without a name';
  switch (name) {
    case 'collections.OrderedDict':
      return new Map(pairsOf(args[0] ?? []));
    case 'torch.Size':
      return args[0];
    case 'torch._utils._rebuild_parameter':
      return args[0];
    case 'torch._utils._rebuild_tensor':
    case 'torch._utils._rebuild_tensor_v2': {
      const [storage, offset, shape, strides] = args;
      const isSound =
        storage instanceof Storage &&
        isCount(offset) &&
        isCounts(shape) &&
        isCounts(strides) &&
        shape.length === strides.length;
      if (!isSound) throw new CheckpointError('The checkpoint describes a tensor wrongly.');
      return new PickledTensor(storage.key, storage.type, offset, shape, strides);
    }
    case 'torch.device':
    case 'torch.torch_version.TorchVersion':
      // Nested lists that occur twice each would make an endless text.
      return typeof args[0] === 'string' ? args[0] : '';
  }
  // It stays a name without content.
  if (LEFT_ASIDE.test(name)) return callee;
  throw new CheckpointError(
    `The checkpoint asks Python for ${name.slice(0, 80)}, which a state dict does not need. Nothing was executed; save the state dict alone: torch.save(model.state_dict(), path).`,
  );
}
