import { lazy } from 'react';
import { linkOf } from '../page/settings';
import { togglePresenting } from '../present/present';
import { THEMES, type Theme } from '../store/view';
import { useCopy } from '../useCopy';
import { usePlayground, usePlaygroundStore } from '../usePlayground';
import { Door } from './Door';
import { Tabs } from './Tabs';

const Embed = lazy(() => import('./Embed'));
const Export = lazy(() => import('./Export'));

const THEME_SIGN: Readonly<Record<Theme, string>> = { system: '◐', light: '☀', dark: '☾' };

/** The name, the worlds and what concerns the whole page, in one line. */
export function Header() {
  const hidden = usePlayground((state) => state.hidden);
  const setHelpOpen = usePlayground((state) => state.setHelpOpen);
  const store = usePlaygroundStore();
  return (
    <header className="masthead">
      <h1>
        HRM <span className="masthead-rest">Playground</span>
      </h1>
      <Tabs />
      <nav aria-label="Page">
        <button type="button" className="quiet keys" onClick={() => setHelpOpen(true)}>
          Keys
        </button>
        {!hidden.has('share') && (
          <>
            <Share />
            <Door title="Embed" className="quiet embed-door" Popover={Embed} />
            <Door title="Export" className="quiet" Popover={Export} />
          </>
        )}
        <button type="button" className="quiet present" onClick={() => togglePresenting(store)}>
          Present
        </button>
        {!hidden.has('theme') && <ThemeButton />}
      </nav>
    </header>
  );
}

function Share() {
  const store = usePlaygroundStore();
  const [copying, copy] = useCopy();
  const share = async () => {
    const link = linkOf(store.getState());
    if ((await copy(link)) === 'denied') {
      store.getState().note(`The clipboard is closed to this page; the link is ${link}`);
    }
  };
  return (
    <button type="button" className="quiet" onClick={() => void share()}>
      <span aria-live="polite">{copying === 'copied' ? 'Link copied' : 'Share'}</span>
    </button>
  );
}

function ThemeButton() {
  const theme = usePlayground((state) => state.theme);
  const setTheme = usePlayground((state) => state.setTheme);
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]!;
  return (
    <button
      type="button"
      className="quiet"
      aria-label={`Theme: ${theme}`}
      title={`Theme: ${theme}; switch to ${next}`}
      onClick={() => setTheme(next)}
    >
      {THEME_SIGN[theme]}
    </button>
  );
}
