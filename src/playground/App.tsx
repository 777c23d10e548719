import { lazy } from 'react';
import { Header } from './panels/Header';
import { Lazily } from './panels/Lazily';
import { WholePage } from './panels/WholePage';
import { Workbench } from './panels/Workbench';
import { tabOf } from './store/tabs';
import { usePlayground } from './usePlayground';

const Help = lazy(() => import('./panels/Help'));

const PresentBar = lazy(() => import('./present/PresentBar'));

const SettingsQuestion = lazy(() => import('./models/SettingsQuestion'));

const Tour = lazy(() => import('./tour/Tour'));

/** The page: header, tabs, and the content of the open tab. */
export function App() {
  const tab = usePlayground(tabOf);
  const embedded = usePlayground((state) => state.embedded);
  const presenting = usePlayground((state) => state.presenting && !state.embedded);
  const touring = usePlayground((state) => state.tourStep !== null);
  const helping = usePlayground((state) => state.helpOpen);
  const asking = usePlayground((state) => state.settingsWanted !== null);
  return (
    <>
      {!embedded && !presenting && <Header />}
      {presenting && (
        <Lazily>
          <PresentBar />
        </Lazily>
      )}
      <main>
        <Lazily key={tab.id} waiting={<p className="opening">Opening…</p>}>
          <Workbench />
        </Lazily>
      </main>
      {embedded && <WholePage />}
      {helping && (
        <Lazily>
          <Help />
        </Lazily>
      )}
      {asking && (
        <Lazily>
          <SettingsQuestion />
        </Lazily>
      )}
      {touring && (
        <Lazily>
          <Tour />
        </Lazily>
      )}
    </>
  );
}
