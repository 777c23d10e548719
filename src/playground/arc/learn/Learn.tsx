import { LearnPanel } from './LearnPanel';
import { Votes } from './Votes';

/** How the task is learned, and the votes of its views. */
export function Learn() {
  return (
    <>
      <LearnPanel />
      <Votes />
    </>
  );
}
