/** The orders into which a symmetry may put a grid's rows (or columns); none is listed twice. */

const ordersOf = new Map<string, readonly Uint8Array[]>();
const mirroredOf = new Map<number, readonly Uint8Array[]>();

/**
 * Every order that keeps bands together: 8 for the rows and for the columns of 4×4 (two bands of two
 * lines), 1296 for those of 9×9 (three of three), 48 for the rows of 6×6 (three of two) and 72 for its
 * columns (two of three).
 */
export function lineOrders(bands: number, lines: number): readonly Uint8Array[] {
  const key = `${bands}×${lines}`;
  let orders = ordersOf.get(key);
  if (orders === undefined) ordersOf.set(key, (orders = allOrders(bands, lines)));
  return orders;
}

/**
 * Those that also send mirrored lines, i and n−1−i, to mirrored lines: 4 for 4×4, 24 for 9×9 (two
 * orders of the outer bands, six within the first of them, two within the middle one).
 * @param box side of a box, which is square
 */
export function mirrorKeepingOrders(box: number): readonly Uint8Array[] {
  let orders = mirroredOf.get(box);
  if (orders === undefined) {
    const last = box * box - 1;
    orders = lineOrders(box, box).filter((order) =>
      order.every((line, at) => order[last - at]! === last - line),
    );
    mirroredOf.set(box, orders);
  }
  return orders;
}

function allOrders(bands: number, lines: number): readonly Uint8Array[] {
  const within = permutations(lines);
  const orders = permutations(bands).map((order) =>
    order.reduce<number[][]>(
      (heads, band) =>
        heads.flatMap((head) =>
          within.map((shuffled) => [...head, ...shuffled.map((line) => band * lines + line)]),
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
