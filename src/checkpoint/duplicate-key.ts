/**
 * The first key that stands twice in one object of a JSON text, or `null`. `JSON.parse` silently
 * keeps the last one, which would hide a tensor of a checkpoint.
 *
 * @param json a text that `JSON.parse` accepts; the scan needs that.
 */
export function duplicateKey(json: string): string | null {
  /** The keys seen in each open object, outermost first; `null` for an array. */
  const open: (Set<string> | null)[] = [];
  for (const [token] of json.matchAll(TOKEN)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token === '}' || token === ']') open.pop();
    else if (token.endsWith(':')) {
      const key = JSON.parse(token.slice(0, -1)) as string;
      const keys = open.at(-1);
      if (keys?.has(key)) return key;
      keys?.add(key);
    }
  }
  return null;
}

/**
 * A bracket, or a string with the colon that makes it a key. Matching strings skips the brackets in
 * them.
 */
const TOKEN = /[{}[\]]|"[^"\\]*(?:\\.[^"\\]*)*"(?:\s*:)?/g;
