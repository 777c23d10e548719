import { tabOf } from '../store/tabs';
import { usePlayground } from '../usePlayground';
import { TourOffer } from './TourOffer';

/** What the page shows, in a sentence or two. */
export function Lede() {
  const { doing } = usePlayground(tabOf);
  const onGpu = usePlayground(({ report }) => report?.kind === 'webgpu');
  return (
    <p className="lede">
      A <a href="https://arxiv.org/abs/2506.21734">Hierarchical Reasoning Model</a>, a small neural
      network, {doing} here in your browser{onGpu && ', on your own GPU'}. It writes no words: after
      each <em>segment</em> of thought it fills in the whole grid. <TourOffer />
    </p>
  );
}
