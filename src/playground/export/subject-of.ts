import type { PlaygroundStore } from '../store/playground';
import type { Subject } from './subject';
import { worldSubject } from './world-subject';

/** The thought on show; `null` where there is nothing. */
export async function subjectOf(page: PlaygroundStore): Promise<Subject | null> {
  return await worldSubject(page);
}
