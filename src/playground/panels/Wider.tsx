import { DiversityChoice } from '../timeline/Diversity';
import { NumChainsChoice } from '../timeline/NumChains';
import { RestartChoice } from '../timeline/Restart';
import { usePlayground } from '../usePlayground';
import { hasTasks } from '../worlds/page-world';
import { ThinkingWider } from './ThinkingWider';

/** Several chains of thought, how they differ, and the answer of each. */
export function Wider({ fixed }: { readonly fixed: boolean }) {
  const views = usePlayground(({ board }) => !hasTasks(board.world));
  return (
    <section className="panel" aria-label="Think wider">
      {!fixed && (
        <>
          <NumChainsChoice />
          <DiversityChoice />
          {views && <RestartChoice />}
        </>
      )}
      <ThinkingWider />
    </section>
  );
}
