import { add, place, sheet, standalone, type Drawing } from './standalone';

const MARGIN = 12;

/** Parts of a figure that are controls or for screen readers, and do not belong in a picture. */
const LEFT_OUT = 'button, select, input, textarea, summary, .unseen, .export-chart, svg';

/** A figure of the page as one drawing: its charts and texts, in their places. */
export function figureDrawing(figure: Element): Drawing {
  const box = figure.getBoundingClientRect();
  const colours = getComputedStyle(document.documentElement);
  const ground = colours.getPropertyValue('--paper').trim();
  const drawing = sheet(box.width + 2 * MARGIN, box.height + 2 * MARGIN, ground);
  const [left, top] = [box.left - MARGIN, box.top - MARGIN];
  for (const svg of figure.querySelectorAll('svg')) {
    if (svg.closest('button, .export-chart') !== null || !svg.checkVisibility()) continue;
    const at = svg.getBoundingClientRect();
    place(drawing, standalone(svg), at.left - left, at.top - top);
  }
  const bottom = drawTexts(drawing, figure, left, top);
  return cropped(drawing, Math.max(bottom, lowest(figure, top)) + MARGIN);
}

/** Buttons may be below everything that is drawn. */
function lowest(figure: Element, top: number): number {
  const charts = [...figure.querySelectorAll('svg')].filter(
    (svg) => svg.closest('button, .export-chart') === null && svg.checkVisibility(),
  );
  return Math.max(0, ...charts.map((svg) => svg.getBoundingClientRect().bottom - top));
}

function cropped({ svg, width }: Drawing, height: number): Drawing {
  const size = String(Math.ceil(height));
  svg.setAttribute('height', size);
  svg.setAttribute('viewBox', `0 0 ${svg.getAttribute('width')} ${size}`);
  return { svg, width, height: Math.ceil(height) };
}

/** Draws the texts of a figure line by line, with the same line breaks. Returns their lower end. */
function drawTexts({ svg }: Drawing, figure: Element, left: number, top: number): number {
  const ruler = document.createElement('canvas').getContext('2d')!;
  const walker = document.createTreeWalker(figure, NodeFilter.SHOW_TEXT);
  let bottom = 0;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement!;
    if (parent.closest(LEFT_OUT) !== null || !parent.checkVisibility()) continue;
    const style = getComputedStyle(parent);
    ruler.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const { fontBoundingBoxAscent: ascent } = ruler.measureText('x');
    for (const { text, box } of linesOf(node as Text)) {
      add(
        svg,
        'text',
        {
          x: Math.round(10 * (box.left - left)) / 10,
          y: Math.round(10 * (box.top - top + ascent)) / 10,
          fill: style.color,
          'font-family': style.fontFamily.replaceAll('"', "'"),
          'font-size': style.fontSize,
          'font-weight': style.fontWeight,
          'font-style': style.fontStyle,
        },
        text,
      );
      bottom = Math.max(bottom, box.bottom - top);
    }
  }
  return bottom;
}

/** The words of a text, those in one line together. */
function linesOf(node: Text): { text: string; box: DOMRect }[] {
  const lines: { text: string; box: DOMRect }[] = [];
  const range = document.createRange();
  for (const { 0: word, index } of node.data.matchAll(/\S+/g)) {
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    const box = range.getBoundingClientRect();
    if (box.width === 0) continue;
    const line = lines.at(-1);
    if (line !== undefined && Math.abs(line.box.top - box.top) < 2) line.text += ` ${word}`;
    else lines.push({ text: word, box });
  }
  return lines;
}
