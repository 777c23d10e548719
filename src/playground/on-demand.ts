/** Something that is loaded when it is first needed. */
export interface OnDemand<T> {
  /** Loads it; after a failure, tries again. */
  load(): Promise<T>;
  /** It, if it has been loaded. */
  now(): T | null;
}

/** @param fetch loads it, mostly by `import()` */
export function onDemand<T>(fetch: () => Promise<T>): OnDemand<T> {
  let loading: Promise<T> | null = null;
  let loaded: T | null = null;
  const begin = async (): Promise<T> => {
    try {
      return (loaded = await fetch());
    } finally {
      if (loaded === null) loading = null;
    }
  };
  return { load: () => (loading ??= begin()), now: () => loaded };
}
