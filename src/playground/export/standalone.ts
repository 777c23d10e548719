import { plainColour } from './colour';
import { GENERATOR, type Origin } from './origin';

/** A drawing that needs no style sheet, and its size in CSS pixels. */
export interface Drawing {
  readonly svg: SVGSVGElement;
  readonly width: number;
  readonly height: number;
}

const SVG = 'http://www.w3.org/2000/svg';

/** Inherited properties, with their initial values. */
const INHERITED = {
  'fill-rule': 'nonzero',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  'paint-order': 'normal',
  'shape-rendering': 'auto',
  'text-anchor': 'start',
} as const;

/** The same for properties that only affect text. */
const OF_TEXT = {
  'font-family': '',
  'font-size': '',
  'font-weight': '400',
  'font-style': 'normal',
  'font-variant-numeric': 'normal',
  'letter-spacing': 'normal',
} as const;

/** Attributes that draw; everything else of an element is for the page. */
const KEPT =
  /^(x|y|x1|x2|y1|y2|dx|dy|d|r|rx|ry|cx|cy|width|height|points|transform|viewBox|offset|id|href|clip-path|mask|preserveAspectRatio)$/;

const SHAPES = new Set(['rect', 'path', 'circle', 'ellipse', 'line', 'polygon', 'polyline']);

/**
 * A drawing of the page with the styles inlined, without invisible parts. It must be in the
 * document's layout.
 */
export function standalone(element: SVGSVGElement): Drawing {
  const { width, height } = element.getBoundingClientRect();
  const svg = copy(element, scaleOf(element)) as SVGSVGElement;
  svg.setAttribute('width', String(round(width)));
  svg.setAttribute('height', String(round(height)));
  if (!svg.hasAttribute('viewBox')) {
    svg.setAttribute('viewBox', `0 0 ${round(width)} ${round(height)}`);
  }
  return { svg, width, height };
}

/** CSS pixels for each unit of a drawing. */
function scaleOf(element: SVGSVGElement): number {
  return element.getScreenCTM()?.a ?? 1;
}

function copy(element: Element, scale: number): Element | null {
  const style = getComputedStyle(element);
  if (style.display === 'none' || style.visibility === 'hidden' || style.opacity === '0') {
    return null;
  }
  const paint = paintOf(element, style, scale);
  if (SHAPES.has(element.localName) && paint.fill === 'none' && paint.stroke === undefined) {
    return null;
  }
  const clone = document.createElementNS(SVG, element.localName);
  for (const { name, value } of element.attributes) {
    if (KEPT.test(name)) clone.setAttribute(name, value);
  }
  for (const [name, value] of Object.entries(paint)) clone.setAttribute(name, value);
  for (const child of element.childNodes) {
    if (child instanceof Element) {
      const drawn = copy(child, scale);
      if (drawn !== null) clone.append(drawn);
    } else if (child.nodeType === Node.TEXT_NODE && child.nodeValue !== null) {
      clone.append(child.nodeValue);
    }
  }
  return clone.localName === 'g' && clone.childNodes.length === 0 ? null : clone;
}

/**
 * The style of an element as attributes: paint for shapes and texts, only their own properties for
 * other elements.
 */
function paintOf(
  element: Element,
  style: CSSStyleDeclaration,
  scale: number,
): Partial<Record<string, string>> & Record<string, string> {
  const paint: Record<string, string> = {};
  if (style.opacity !== '1') paint.opacity = String(round(Number(style.opacity)));
  const isText = element.localName === 'text' || element.localName === 'tspan';
  if (!isText && !SHAPES.has(element.localName)) return paint;
  addFill(paint, style);
  addStroke(paint, style, style.vectorEffect === 'non-scaling-stroke' ? scale : 1);
  const properties = isText ? { ...INHERITED, ...OF_TEXT } : INHERITED;
  for (const [name, initial] of Object.entries(properties)) {
    const value = style.getPropertyValue(name);
    if (value !== '' && value !== initial) paint[name] = value.replaceAll('"', "'");
  }
  return paint;
}

function addFill(paint: Record<string, string>, style: CSSStyleDeclaration): void {
  const colour = style.fill === 'none' ? null : plainColour(style.fill);
  const alpha = (colour?.alpha ?? 0) * Number(style.fillOpacity || 1);
  paint.fill = alpha === 0 ? 'none' : colour!.hex;
  if (alpha > 0 && alpha < 1) paint['fill-opacity'] = String(round(alpha));
}

/** @param scale pixels for each unit, if the line width does not scale */
function addStroke(paint: Record<string, string>, style: CSSStyleDeclaration, scale: number): void {
  const width = parseFloat(style.strokeWidth) / scale;
  if (style.stroke === 'none' || !(width > 0)) return;
  const { hex, alpha: own } = plainColour(style.stroke);
  const alpha = own * Number(style.strokeOpacity || 1);
  if (alpha === 0) return;
  paint.stroke = hex;
  paint['stroke-width'] = String(round(width));
  if (alpha < 1) paint['stroke-opacity'] = String(round(alpha));
  if (style.strokeDasharray !== 'none') {
    const dashes = style.strokeDasharray.split(/[\s,]+/).map((dash) => parseFloat(dash) / scale);
    paint['stroke-dasharray'] = dashes.map(round).join(' ');
  }
}

const round = (value: number) => Math.round(value * 10_000) / 10_000;

/** An empty drawing of that size, on a ground of that colour. */
export function sheet(width: number, height: number, ground: string | null): Drawing {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('width', String(round(width)));
  svg.setAttribute('height', String(round(height)));
  svg.setAttribute('viewBox', `0 0 ${round(width)} ${round(height)}`);
  if (ground !== null) {
    add(svg, 'rect', { width: round(width), height: round(height), fill: plainColour(ground).hex });
  }
  return { svg, width, height };
}

/** Puts a drawing into another one. */
export function place(on: Drawing, { svg }: Drawing, x: number, y: number): void {
  const inner = svg.cloneNode(true) as SVGSVGElement;
  inner.setAttribute('x', String(round(x)));
  inner.setAttribute('y', String(round(y)));
  inner.setAttribute('overflow', 'visible');
  on.svg.append(inner);
}

/** Adds an element, with its attributes and perhaps a text. */
export function add(
  parent: Element,
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  text?: string,
): Element {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  if (text !== undefined) element.textContent = text;
  parent.append(element);
  return element;
}

/** A drawing as a file with its title and origin. */
export function svgFile({ svg }: Drawing, origin: Origin): string {
  const text = new XMLSerializer().serializeToString(svg);
  const start = text.indexOf('>') + 1;
  const head = `<title>${escapeXml(origin.title)}</title><metadata>${rdfOf(origin)}</metadata>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${text.slice(0, start)}${head}${text.slice(start)}\n`;
}

/** Dublin Core, which drawing programs show as a document's properties. */
function rdfOf({ title, model, puzzle, link }: Origin): string {
  const element = (name: string, text: string) => `<dc:${name}>${escapeXml(text)}</dc:${name}>`;
  return [
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/">',
    '<rdf:Description>',
    element('title', title),
    element('creator', GENERATOR),
    element('source', link),
    element('description', `Model: ${model}. Puzzle: ${puzzle}.`),
    '</rdf:Description></rdf:RDF>',
  ].join('');
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
