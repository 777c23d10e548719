import { linkOf } from '../page/settings';
import { usePlayground } from '../usePlayground';

/** A link from an embedded playground to the whole page, with the same state. */
export function WholePage() {
  const link = usePlayground(linkOf);
  return (
    <footer className="whole-page">
      <a href={link} target="_blank" rel="noopener">
        Open in the HRM Playground
      </a>
    </footer>
  );
}
