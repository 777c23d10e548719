/**
 * Fields of one line of a CSV file; double quotes may enclose a field and are doubled within it.
 * @param spaces whether spaces around a field are dropped, or kept because they mean something
 */
export function splitCsvLine(
  line: string,
  separator = ',',
  spaces: 'drop' | 'keep' = 'drop',
): string[] {
  const finish = (field: string) => (spaces === 'drop' ? field.trim() : field);
  const fields: string[] = [];
  let field = '';
  let isQuoted = false;
  for (let at = 0; at < line.length; at++) {
    const character = line[at]!;
    if (character === '"') {
      if (isQuoted && line[at + 1] === '"') field += line[++at]!;
      else isQuoted = !isQuoted;
    } else if (character === separator && !isQuoted) {
      fields.push(finish(field));
      field = '';
    } else {
      field += character;
    }
  }
  fields.push(finish(field));
  return fields;
}
