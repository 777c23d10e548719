import { Header } from './panels/Header';
import { Help } from './panels/Help';
import { Lazily } from './panels/Lazily';
import { Notes } from './panels/Notes';
import { Tabs } from './panels/Tabs';
import { Workbench } from './panels/Workbench';
import { tabOf } from './store/tabs';
import { usePlayground } from './usePlayground';

/** The page: what it is, its tabs, and what the open one holds. */
export function App() {
  const { id, Page } = usePlayground(tabOf);
  return (
    <>
      <Header />
      <Tabs />
      <Notes />
      {Page === undefined ? (
        <Workbench />
      ) : (
        <main>
          <Lazily key={id} waiting={<p className="whisper">Opening…</p>}>
            <Page />
          </Lazily>
        </main>
      )}
      <Help />
    </>
  );
}
