import type { Page } from '@playwright/test';

/**
 * Puts every text of the page, now and later, into an element of its own, as translators do. The
 * language stays the same, so that tests find their texts. Titles and placeholders change too.
 * @param keepsNode whether the elements keep the page's own text nodes, or have new ones
 * @param tag the name of the elements: `font` for Google's and Edge's translators, others for others
 */
export function translate(page: Page, keepsNode: boolean, tag = 'font'): Promise<void> {
  return page.evaluate(
    ([keeps, name]) => {
      const isTranslated = (text: Text) =>
        text.parentElement?.closest('[data-translated], script, style') != null;
      const replace = (text: Text) => {
        if (text.parentNode === null || isTranslated(text) || text.data.trim() === '') return;
        const [outer, inner] = [document.createElement(name), document.createElement(name)];
        outer.dataset.translated = '';
        outer.append(inner);
        text.parentNode.insertBefore(outer, text);
        if (keeps) inner.append(text);
        else {
          inner.textContent = text.data;
          text.remove();
        }
      };
      const all = (root: Node) => {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        const texts: Text[] = [];
        while (walker.nextNode()) texts.push(walker.currentNode as Text);
        texts.forEach(replace);
        for (const attribute of ['title', 'placeholder']) {
          for (const element of document.querySelectorAll(`[${attribute}]`)) {
            element.setAttribute(attribute, element.getAttribute(attribute)!.toUpperCase());
          }
        }
      };
      all(document.body);
      new MutationObserver((records) => {
        for (const { target, addedNodes } of records) {
          for (const node of addedNodes) all(node.nodeType === Node.TEXT_NODE ? target : node);
          if (target.nodeType === Node.TEXT_NODE) replace(target as Text);
        }
      }).observe(document.body, { childList: true, subtree: true, characterData: true });
    },
    [keepsNode, tag] as const,
  );
}

/**
 * Lists the elements whose visible text differs from the text that React has for them. It reads React's
 * own tree, whose nodes are attached to the elements.
 */
export function staleTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    interface Fiber {
      readonly tag: number;
      readonly child: Fiber | null;
      readonly sibling: Fiber | null;
      readonly memoizedProps: unknown;
      readonly stateNode: unknown;
    }
    const HOST = 5;
    const TEXT = 6;
    const PORTAL = 4;
    const problems: string[] = [];
    /** The text of a fiber and its children; `null` if React does not know it. */
    const wanted = (fiber: Fiber): string | null => {
      if (fiber.tag === TEXT) return fiber.memoizedProps as string;
      if (fiber.tag === PORTAL) {
        within(fiber);
        return '';
      }
      if (fiber.tag !== HOST) return within(fiber);
      const element = fiber.stateNode as Element;
      const { children, dangerouslySetInnerHTML } = fiber.memoizedProps as Record<string, unknown>;
      const isText = typeof children === 'string' || typeof children === 'number';
      if (dangerouslySetInnerHTML !== undefined || element.tagName === 'TEXTAREA') return null;
      // Content that React did not render has no fibers.
      if (fiber.child === null && !isText) return element.textContent === '' ? '' : null;
      const text = isText ? String(children) : within(fiber);
      const shown = element.textContent ?? '';
      if (text !== null && text !== shown) {
        problems.push(`<${element.tagName.toLowerCase()}> shows “${shown}” in place of “${text}”`);
        return null;
      }
      return text;
    };
    const within = ({ child }: Fiber): string | null => {
      let all: string | null = '';
      for (let each = child; each !== null; each = each.sibling) {
        const text = wanted(each);
        all = all === null || text === null ? null : all + text;
      }
      return all;
    };
    const root = document.getElementById('root')!;
    const key = Object.keys(root).find((name) => name.startsWith('__reactContainer$'))!;
    const { stateNode } = (root as unknown as Record<string, Fiber>)[key]!;
    within((stateNode as { readonly current: Fiber }).current);
    return problems;
  });
}
