import { LearnPanel } from './LearnPanel';
import { Votes } from './Votes';

/** How the task is learned, and what its views voted for. */
export function Learn() {
  return (
    <>
      <LearnPanel />
      <Votes />
    </>
  );
}
