import type { PlaygroundStore } from '../store/playground';

/** Marks the document with the chosen theme; without one, CSS uses the system's theme. */
export function followTheme(store: PlaygroundStore): void {
  const apply = () => {
    const { theme } = store.getState();
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  };
  apply();
  store.subscribe(apply);
}
