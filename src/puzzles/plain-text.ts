/**
 * A text with normalised characters, so that a reader need know only one way to write each: line
 * ends are `\n`; digits of every script, full-width signs, circled digits and key caps are ASCII;
 * dashes are hyphens; spaces are spaces. Invisible characters (zero-width characters, direction
 * marks, the byte order mark) are removed, and so are code fences and the `>` before quoted lines.
 * Lines keep their numbers.
 */
export function plainText(text: string): string {
  const plain = text
    .replaceAll(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replaceAll(UNSEEN, '')
    .replaceAll(/[\uff01-\uff5e\u2460-\u2468]/g, (sign) => sign.normalize('NFKC'))
    .replaceAll(/[^\P{Nd}0-9]/gu, asciiDigit)
    .replaceAll(/[\u2010-\u2015\u2212\ufe58\ufe63]/g, '-')
    .replaceAll(/[^\P{Zs} ]/gu, ' ');
  return unquoted(plain.replaceAll(/^[ \t]*(```|~~~).*$/gm, ''));
}

/** Soft hyphens, zero-width spaces and joiners, direction marks, variation selectors, key caps. */
const UNSEEN =
  /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\ufe0e|\ufe0f|\u20e3/g;

/** Decimal digits of a script are consecutive from 0; those of mathematics come several times. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0)!;
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String((code - zero) % 10);
}

/** Without the marks of quoted mail, if most lines have them. */
function unquoted(text: string): string {
  const lines = text.split('\n');
  const filled = lines.filter((line) => line.trim() !== '');
  const quoted = filled.filter((line) => /^\s*>/.test(line));
  if (2 * quoted.length <= filled.length) return text;
  return lines.map((line) => line.replace(/^\s*(>\s?)+/, '')).join('\n');
}

/** With `%2E` and the like decoded, if possible. */
export function unescaped(text: string): string {
  if (!/%[0-9a-f]{2}/i.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
