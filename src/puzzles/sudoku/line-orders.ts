/** The orders that a symmetry may put a grid's rows (or columns) in; none is listed twice. */

const ordersOf = new Map<number, readonly Uint8Array[]>();
const mirroredOf = new Map<number, readonly Uint8Array[]>();

/** Every order that keeps bands together: 8 for 4×4 (`box` 2), 1296 for 9×9 (`box` 3). */
export function lineOrders(box: number): readonly Uint8Array[] {
  let orders = ordersOf.get(box);
  if (orders === undefined) ordersOf.set(box, (orders = allOrders(box)));
  return orders;
}

/**
 * Those that also send lines which mirror each other, i and n−1−i, to lines which do: 4 for 4×4, 24
 * for 9×9 (two orders of the outer bands, six within the first of them, two within the middle one).
 */
export function mirrorKeepingOrders(box: number): readonly Uint8Array[] {
  let orders = mirroredOf.get(box);
  if (orders === undefined) {
    const last = box * box - 1;
    orders = lineOrders(box).filter((order) =>
      order.every((line, at) => order[last - at]! === last - line),
    );
    mirroredOf.set(box, orders);
  }
  return orders;
}

function allOrders(box: number): readonly Uint8Array[] {
  const within = permutations(box);
  const orders = within.map((bands) =>
    bands.reduce<number[][]>(
      (heads, band) =>
        heads.flatMap((head) =>
          within.map((lines) => [...head, ...lines.map((line) => band * box + line)]),
        ),
      [[]],
    ),
  );
  return orders.flat().map((order) => Uint8Array.from(order));
}

function permutations(count: number): number[][] {
  if (count === 0) return [[]];
  return permutations(count - 1).flatMap((shorter) =>
    Array.from({ length: count }, (_, at) => shorter.toSpliced(at, 0, count - 1)),
  );
}
