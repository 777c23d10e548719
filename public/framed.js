/*
 * A frame with sandbox="allow-scripts" alone gives a page no origin. Its modules, workers and storage
 * are then out of reach, and the page would stay blank. This classic script loads all the same and
 * says so.
 */
(() => {
  if (self.origin !== 'null') return;
  const say = () => {
    const root = document.getElementById('root');
    if (root === null || root.childElementCount > 0) return;
    const text = document.createElement('p');
    text.className = 'framed';
    text.textContent =
      'HRM Playground cannot run in this frame: its sandbox attribute must also have allow-same-origin. ';
    const link = document.createElement('a');
    // A tab of its own has room for the whole page.
    link.href = location.href.replace(/([?&])embed=[^&#]*&?/, '$1');
    link.target = '_blank';
    link.rel = 'noopener';
    link.textContent = 'Open HRM Playground in a tab of its own';
    text.append(link);
    root.append(text);
  };
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', say);
  else say();
})();
