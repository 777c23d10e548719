import { WgslError } from '../wgsl/tokens';
import type { ArrayType, Plain } from '../wgsl/types';

/** The meaning of a name in a program. */
export type Entity =
  | {
      readonly kind: 'plain';
      readonly type: Plain;
      /** A JavaScript expression for each component. */
      readonly parts: readonly string[];
      /** See `Value`. */
      readonly most?: number | undefined;
    }
  /** A thread's own array, or a constant table; `name` is a JavaScript array. */
  | { readonly kind: 'array'; readonly type: ArrayType; readonly name: string }
  /** A variable that all threads share. */
  | { readonly kind: 'memory'; readonly memory: Memory };

/** A shared variable; NAME_data, NAME_read, NAME_write and NAME_update in JavaScript. */
export interface Memory {
  readonly name: string;
  readonly space: 'storage' | 'workgroup';
  readonly writable: boolean;
  readonly binding: number | null;
  readonly type: ArrayType;
  /** Whether it is declared as a number instead of an array. */
  readonly isSingle: boolean;
}

/** The names of a block, and those of the blocks around it. */
export class Scope {
  readonly #names = new Map<string, Entity>();
  readonly #around: Scope | null;

  constructor(around: Scope | null) {
    this.#around = around;
  }

  declare(name: string, entity: Entity): void {
    this.#names.set(name, entity);
  }

  /** @throws WgslError if the name is not declared */
  find(name: string, line: number): Entity {
    const found = this.#names.get(name);
    if (found) return found;
    if (!this.#around) throw new WgslError(`the name ${name} is not declared`, line);
    return this.#around.find(name, line);
  }
}
