import { linkOf } from '../page/settings';
import { usePlayground } from '../usePlayground';

/** From a page that embeds the playground to the playground, with what is shown. */
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
