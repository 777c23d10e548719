import { useState } from 'react';
import { linkOf } from '../page/settings';
import { usePlaygroundStore } from '../usePlayground';

/** From a page that embeds the playground to the playground, with what is shown. */
export function WholePage() {
  const store = usePlaygroundStore();
  // The state changes all the time; the link need be true only when somebody reaches for it.
  const [link, setLink] = useState(() => linkOf(store.getState()));
  const refresh = () => setLink(linkOf(store.getState()));
  return (
    <footer className="whole-page">
      <a
        href={link}
        target="_blank"
        rel="noopener"
        onPointerEnter={refresh}
        onFocus={refresh}
        onPointerDown={refresh}
      >
        Open in the HRM Playground
      </a>
    </footer>
  );
}
