/**
 * Translators (Google's, in Chrome and as an extension; Edge's) put elements in the place of text
 * nodes, `<font>` mostly, others `<span>` or names of their own. React does not know this: it
 * continues to change, move and remove its nodes, and throws if one is no longer in its place. This
 * module remembers which element replaces which text and treats it as the text: it is removed with
 * the text, it counts as the text's position, and it is removed when React sets a new text, which
 * the translator can then translate.
 *
 * It changes three members of `Node.prototype`, because React calls these; nodes that are not
 * translated use the browser's own functions.
 */
/** React marks every element it makes. */
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

  /** The node in the child's place in this parent, if it is not the child itself. */
  const inPlaceOf = (parent: Node, child: Node): Node | null => {
    const standIn = standIns.get(child);
    return standIn?.parentNode === parent ? standIn : null;
  };

  const prototype = Node.prototype;
  const { removeChild, insertBefore } = prototype;
  prototype.removeChild = function <T extends Node>(this: Node, child: T): T {
    if (child.parentNode === this) return removeChild.call(this, child) as T;
    const standIn = inPlaceOf(this, child);
    if (standIn === null) return child; // it has been removed already
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
