/** A table in columns of even width, aligned on the right unless `sides` says otherwise. */
export function tableText(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  sides: readonly ('left' | 'right')[] = [],
): string {
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const padded = (line: readonly string[]) =>
    line.map((text, column) =>
      sides[column] === 'left' ? text.padEnd(widths[column]!) : text.padStart(widths[column]!),
    );
  return lines.map((line) => padded(line).join('  ').trimEnd()).join('\n');
}
