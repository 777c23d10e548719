import type { PlaygroundStore } from '../store/playground';
import type { Subject } from './subject';
import { worldSubject } from './world-subject';

/** The visible thought; `null` if there is none. */
export async function subjectOf(page: PlaygroundStore): Promise<Subject | null> {
  return await worldSubject(page);
}
