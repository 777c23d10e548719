/** Fetched fonts by address, as data URLs. */
const fetched = new Map<string, Promise<string>>();

/**
 * The `@font-face` rules of the page for the families that a drawing uses, with their files inside.
 */
export async function fontFaces(svg: SVGSVGElement): Promise<string> {
  const families = familiesIn(svg);
  const rules = [...document.styleSheets]
    .flatMap((sheet) => [...rulesOf(sheet)].map((rule) => ({ rule, base: sheet.href })))
    .filter(({ rule }) => rule instanceof CSSFontFaceRule)
    .map(({ rule, base }) => ({ style: (rule as CSSFontFaceRule).style, base }))
    .filter(({ style }) => families.has(unquoted(style.getPropertyValue('font-family'))));
  const faces = await Promise.all(rules.map(({ style, base }) => faceOf(style, base)));
  return faces.join('\n');
}

/** The rules of a style sheet of another origin cannot be read. */
function rulesOf(sheet: CSSStyleSheet): Iterable<CSSRule> {
  try {
    return sheet.cssRules;
  } catch {
    return [];
  }
}

function familiesIn(svg: SVGSVGElement): ReadonlySet<string> {
  const texts = [...svg.querySelectorAll('[font-family]')];
  return new Set(
    texts.flatMap((text) => text.getAttribute('font-family')!.split(',').map(unquoted)),
  );
}

const unquoted = (family: string) => family.trim().replace(/^['"]|['"]$/g, '');

async function faceOf(style: CSSStyleDeclaration, base: string | null): Promise<string> {
  const address = /url\(["']?([^"')]+)["']?\)/.exec(style.getPropertyValue('src'))?.[1];
  if (address === undefined) return '';
  const url = new URL(address, base ?? document.baseURI).href;
  let data = fetched.get(url);
  if (data === undefined) fetched.set(url, (data = dataUrl(url)));
  const kept = ['font-family', 'font-style', 'font-weight', 'unicode-range']
    .map((name) => [name, style.getPropertyValue(name)] as const)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}:${value}`);
  return `@font-face{${kept.join(';')};src:url("${await data}")}`;
}

/** An empty address if the file cannot be fetched: then the next family in the list is used. */
async function dataUrl(url: string): Promise<string> {
  try {
    const blob = await (await fetch(url)).blob();
    return await new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result as string);
      reader.onerror = () => reject(reader.error!);
      reader.readAsDataURL(blob);
    });
  } catch {
    return '';
  }
}
