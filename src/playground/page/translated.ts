/**
 * Translators (Google's, in Chrome and as an extension; Edge's) put elements in the place of text nodes,
 * `<font>` mostly, others `<span>` or names of their own. React knows nothing of that: it goes on to change, move and remove the nodes it made, and
 * throws when one is no longer where it was. This remembers which element stands for which text and
 * has it treated as the text: removed with it, counted as its place, and taken away again when React
 * has something new to say, for the translator to translate.
 *
 * It changes three members of `Node.prototype`, because that is what React calls; whatever is not
 * translated takes the browser's own way.
 */
/** React leaves its mark on every element it makes. */
const isOfReact = (node: Node) => Object.keys(node).some((key) => key.startsWith('__react'));

export function bearTranslation(root: Node): void {
  const standIns = new WeakMap<Node, Node>();
  new MutationObserver((records) => {
    for (const { removedNodes, addedNodes, previousSibling, nextSibling } of records) {
      const around = [...addedNodes, previousSibling, nextSibling];
      const element = around.find((node) => node instanceof Element && !isOfReact(node));
      if (element == null) continue;
      for (const node of removedNodes)
        if (node.nodeType === Node.TEXT_NODE) standIns.set(node, element);
    }
  }).observe(root, { childList: true, subtree: true });

  /** What is in the child's place in this parent, if it is not the child itself. */
  const inPlaceOf = (parent: Node, child: Node): Node | null => {
    const standIn = standIns.get(child);
    return standIn?.parentNode === parent ? standIn : null;
  };

  const prototype = Node.prototype;
  const { removeChild, insertBefore } = prototype;
  prototype.removeChild = function <T extends Node>(this: Node, child: T): T {
    if (child.parentNode === this) return removeChild.call(this, child) as T;
    const standIn = inPlaceOf(this, child);
    if (standIn === null) return child; // somebody has removed it already
    removeChild.call(this, standIn);
    return child;
  };
  prototype.insertBefore = function <T extends Node>(this: Node, node: T, before: Node | null): T {
    const isThere = before === null || before.parentNode === this;
    return insertBefore.call(this, node, isThere ? before : inPlaceOf(this, before)) as T;
  };

  const text = Object.getOwnPropertyDescriptor(prototype, 'nodeValue')!;
  Object.defineProperty(prototype, 'nodeValue', {
    ...text,
    set(this: Node, value: string | null) {
      const standIn = standIns.get(this);
      if (standIn?.parentNode != null) {
        standIn.parentNode.replaceChild(this, standIn);
        standIns.delete(this);
      }
      text.set!.call(this, value);
    },
  });
}
