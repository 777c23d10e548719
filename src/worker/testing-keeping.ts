import type { LessonCheckpoint, LessonStore } from '../checkpoint/lesson-store';
import { StorageFullError } from '../checkpoint/storage-error';
import type { Safekeeping } from './checkpoint-keeper';

/**
 * Storage and locks for the tests of both teachers: a store that keeps copies, like the browser,
 * and may be full; locks that another tab may hold or take. Only tests import this.
 */
export function memoryKeeping() {
  const kept = new Map<string, LessonCheckpoint>();
  const storage = { full: false };
  const locks = { free: true, held: new Set<string>(), steal: () => undefined as void };
  const store: LessonStore = {
    put: (checkpoint) => {
      if (storage.full) return Promise.reject(new StorageFullError('There is no room left.'));
      kept.set(checkpoint.id, structuredClone(checkpoint));
      const { id, lesson, config, step, savedAt } = checkpoint;
      return Promise.resolve({ id, lesson, config, step, savedAt, bytes: 1 });
    },
    get: (id) => Promise.resolve(structuredClone(kept.get(id) ?? null)),
    list: () => Promise.resolve({ entries: [], damaged: [] }),
    latest: () => Promise.resolve(null),
    remove: (id) => Promise.resolve(void kept.delete(id)),
    close: () => undefined,
  };
  const safe: Safekeeping = {
    openStore: () => Promise.resolve(store),
    lock: (id, takeOver) => {
      if (!locks.free && !takeOver) return Promise.resolve(null);
      locks.held.add(id);
      const taken = new Promise<void>((resolve) => {
        locks.steal = () => {
          locks.held.delete(id);
          resolve();
        };
      });
      return Promise.resolve({ taken, release: () => void locks.held.delete(id) });
    },
  };
  return { safe, kept, storage, locks };
}
