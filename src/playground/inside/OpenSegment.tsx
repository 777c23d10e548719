import { StudiedThought } from './StudiedThought';
import { useStudied, useStudy } from './studied';

/** Keeps the visible segment open, so that the answer of each step can be shown. */
export default function OpenSegment() {
  return (
    <StudiedThought>
      <Opened />
    </StudiedThought>
  );
}

function Opened() {
  const { segment, length } = useStudied();
  const run = useStudy(
    'steps',
    length > 0 ? { segment: Math.max(1, Math.min(segment, length)) } : null,
  );
  if (run?.phase === 'failed') return <p className="problem">{run.message}</p>;
  return null;
}
