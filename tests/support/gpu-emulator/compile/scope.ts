import { WgslError } from '../wgsl/tokens';
import type { ArrayType, Plain } from '../wgsl/types';

/** What a name of a program stands for. */
export type Entity =
  | {
      readonly kind: 'plain';
      readonly type: Plain;
      /** JavaScript for each component. */
      readonly parts: readonly string[];
      /** See `Value`. */
      readonly most?: number | undefined;
    }
  /** An array of one thread, or a table that does not change; `name` is a JavaScript array. */
  | { readonly kind: 'array'; readonly type: ArrayType; readonly name: string }
  /** A variable that threads share. */
  | { readonly kind: 'memory'; readonly memory: Memory };

/** A variable that threads share, in JavaScript NAME_data, NAME_read, NAME_write and NAME_update. */
export interface Memory {
  readonly name: string;
  readonly space: 'storage' | 'workgroup';
  readonly writable: boolean;
  readonly binding: number | null;
  readonly type: ArrayType;
  /** Declared as a number and not as an array of them. */
  readonly isSingle: boolean;
}

/** Names within braces, and those around them. */
export class Scope {
  readonly #names = new Map<string, Entity>();
  readonly #around: Scope | null;

  constructor(around: Scope | null) {
    this.#around = around;
  }

  declare(name: string, entity: Entity): void {
    this.#names.set(name, entity);
  }

  /** @throws WgslError if nothing has the name */
  find(name: string, line: number): Entity {
    const found = this.#names.get(name);
    if (found) return found;
    if (!this.#around) throw new WgslError(`nothing is called ${name}`, line);
    return this.#around.find(name, line);
  }
}
