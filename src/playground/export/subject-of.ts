import type { PlaygroundStore } from '../store/playground';
import { tabOf } from '../store/tabs';
import { isOwnPage } from '../worlds/page-world';
import type { Subject } from './subject';

/** By tab, how those with a state of their own tell what they have on show. */
const OWN: Readonly<Record<string, (page: PlaygroundStore) => Promise<Subject | null>>> = {
  arc: async (page) => (await import('../arc/subject')).arcSubject(page),
};

/** The thought on show; `null` where there is nothing. */
export async function subjectOf(page: PlaygroundStore): Promise<Subject | null> {
  const tab = tabOf(page.getState());
  if (isOwnPage(tab)) return (await OWN[tab.id]?.(page)) ?? null;
  const { worldSubject } = await import('./world-subject');
  return await worldSubject(page);
}
