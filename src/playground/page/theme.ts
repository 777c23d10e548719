import type { PlaygroundStore } from '../store/playground';

/** Marks the document with the theme chosen; without one the system's applies, by CSS alone. */
export function followTheme(store: PlaygroundStore): void {
  const apply = () => {
    const { theme } = store.getState();
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  };
  apply();
  store.subscribe(apply);
}
