import type { HrmModel } from '../../src/hrm/parameters';
import { parameterSpecs } from '../../src/hrm/parameters';

/** A small model in the form of `torch.save(state_dict)`: a zip archive of stored files, one a pickle. */
export function torchFile(model: HrmModel): Uint8Array<ArrayBuffer> {
  const storages = parameterSpecs(model.config).map(({ name }, key) => {
    const { buffer, byteOffset, byteLength } = model.weights.get(name)!;
    return [`archive/data/${key}`, new Uint8Array(buffer, byteOffset, byteLength)] as const;
  });
  return zip([['archive/data.pkl', torchPickle(model)], ...storages]);
}

/** Only the pickle: the names of the tensors and the places of their numbers. */
export function torchPickle({ config, weights }: HrmModel): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const pickle: number[] = [0x80, 2, 0x7d, 0x28];
  const word = (value: number) => [...new Uint8Array(Uint32Array.of(value).buffer)];
  const text = (value: string) => {
    const bytes = encoder.encode(value);
    return [0x58, ...word(bytes.length), ...bytes];
  };
  const int = (value: number) => [0x4a, ...word(value)];
  const global = (name: string) => [0x63, ...encoder.encode(name.replace(/\.(\w+)$/, '\n$1\n'))];
  const tuple = (...items: readonly number[][]) => [0x28, ...items.flat(), 0x74];
  parameterSpecs(config).forEach(({ name, shape }, key) => {
    const data = weights.get(name)!;
    const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
    const storage = [text('storage'), global('torch.FloatStorage'), text(String(key))];
    const id = [...tuple(...storage, text('cpu'), int(data.length)), 0x51];
    const hooks = [...global('collections.OrderedDict'), 0x29, 0x52];
    pickle.push(...text(name), ...global('torch._utils._rebuild_tensor_v2'));
    pickle.push(
      ...tuple(id, int(0), tuple(...shape.map(int)), tuple(...strides.map(int)), [0x89], hooks),
      0x52,
    );
  });
  pickle.push(0x75, 0x2e);
  return Uint8Array.from(pickle);
}

/** Checksums are left out, because no reader checks them. */
function zip(
  files: readonly (readonly [name: string, data: Uint8Array])[],
): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  const add = (list: Uint8Array[], ...more: Uint8Array[]) => {
    for (const part of more) list.push(part);
  };
  for (const [name, data] of files) {
    const bytes = new TextEncoder().encode(name);
    const local = header(
      30,
      [0, 0x04034b50],
      [18, data.length],
      [22, data.length],
      [26, bytes.length],
    );
    const entry = header(
      46,
      [0, 0x02014b50],
      [20, data.length],
      [24, data.length],
      [28, bytes.length],
      [42, at],
    );
    add(parts, local, bytes, data);
    add(directory, entry, bytes);
    at += local.length + bytes.length + data.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = header(22, [0, 0x06054b50], [12, size], [16, at]);
  const all = [...parts, ...directory, end];
  const archive = new Uint8Array(all.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of all) {
    archive.set(part, offset);
    offset += part.length;
  }
  return archive;
}

/** An array of `length` bytes with 32-bit numbers at some places. */
function header(
  length: number,
  ...fields: readonly (readonly [at: number, value: number])[]
): Uint8Array {
  const view = new DataView(new ArrayBuffer(length));
  for (const [at, value] of fields) view.setUint32(at, value, true);
  return new Uint8Array(view.buffer);
}
