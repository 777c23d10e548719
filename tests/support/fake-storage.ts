import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';

/** Gives the test that begins an empty IndexedDB in memory. */
export function freshStorage(): void {
  indexedDB = new IDBFactory();
}

/** Puts a value into an object store of the page's database without any checks. */
export async function overwrite(store: string, key: string, value: unknown): Promise<void> {
  await inStore(store, (objects) => objects.put(value, key));
}

/** The keys of an object store of the page's database. */
export async function keysOf(store: string): Promise<IDBValidKey[]> {
  return await inStore(store, (objects) => objects.getAllKeys());
}

async function inStore<T>(name: string, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await settled(indexedDB.open('hrm-playground'));
  const answer = await settled(ask(database.transaction(name, 'readwrite').objectStore(name)));
  database.close();
  return answer;
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error!);
  });
}
