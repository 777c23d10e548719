/*
 * Says why the page would stay blank. A frame with sandbox="allow-scripts" alone gives a page no
 * origin, and its modules, workers and storage are then out of reach. A page that the browser or a
 * proxy kept may ask for scripts that a newer version on the server no longer has. This classic script
 * loads all the same.
 */
(() => {
  const say = (why, linkText, href, inNewTab) => {
    const root = document.getElementById('root');
    if (root === null || root.childElementCount > 0) return;
    const text = document.createElement('p');
    text.className = 'framed';
    text.textContent = `${why} `;
    const link = document.createElement('a');
    link.href = href;
    link.textContent = linkText;
    if (inNewTab) {
      link.target = '_blank';
      link.rel = 'noopener';
    }
    text.append(link);
    root.append(text);
  };
  const once = (work) => {
    if (document.readyState === 'loading') addEventListener('DOMContentLoaded', work);
    else work();
  };
  if (self.origin === 'null') {
    const why =
      'HRM Playground cannot run in this frame: its sandbox attribute must also have allow-same-origin.';
    // A tab of its own has room for the whole page.
    const href = location.href.replace(/([?&])embed=[^&#]*&?/, '$1');
    once(() => say(why, 'Open HRM Playground in a tab of its own', href, true));
    return;
  }
  const hear = ({ target }) => {
    if (!(target instanceof HTMLScriptElement) || target.type !== 'module') return;
    const why = 'HRM Playground could not be loaded. There may be a newer version, or no network.';
    once(() => say(why, 'Load it again', location.href, false));
  };
  // Failures to load do not bubble.
  addEventListener('error', hear, true);
})();
