import { useMemo, type MouseEvent } from 'react';
import { entryOf } from '../page/entries';
import { SITE } from '../page/site';
import { lessonElsewhere } from '../store/active-lesson';
import { offeredTabs } from '../store/tabs';
import { usePlayground } from '../usePlayground';
import { preloadParts } from '../worlds/useParts';

/** The worlds of the page, as links, so that they can also open in another browser tab. */
export function Tabs() {
  const all = usePlayground((state) => state.tabs);
  const models = usePlayground((state) => state.models);
  const tabs = useMemo(() => offeredTabs({ tabs: all, models }), [all, models]);
  const world = usePlayground((state) => state.world);
  const openTab = usePlayground((state) => state.openTab);
  if (tabs.length < 2) return null;
  const open = (event: MouseEvent, id: string) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    openTab(id);
  };
  return (
    <nav className="tabs" aria-label="Worlds">
      {tabs.map((tab) => {
        const { id, title } = tab;
        return (
          <a
            key={id}
            href={new URL(entryOf(id).path, SITE).href}
            aria-current={id === world ? 'page' : undefined}
            onClick={(event) => open(event, id)}
            onPointerEnter={() => void preloadParts(tab)}
          >
            {title}
          </a>
        );
      })}
      <LessonElsewhere />
    </nav>
  );
}

/** A lesson belongs to its world and continues while another is open. */
function LessonElsewhere() {
  const elsewhere = usePlayground(lessonElsewhere);
  const running = usePlayground(({ teaching }) => teaching.phase === 'running');
  if (elsewhere === null) return null;
  return (
    <span className="tabs-note" role="status">
      {running ? `The lesson in ${elsewhere} goes on` : `A lesson waits in ${elsewhere}`}
    </span>
  );
}
