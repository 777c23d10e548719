import type { ReactNode } from 'react';
import { Heading } from './Chapter';
import { Paper } from './Paper';

/**
 * The sources of this page, and its critics.
 * @param children further entries, to come first
 */
export function FurtherReading({ children }: { readonly children?: ReactNode }) {
  return (
    <>
      <Heading id="reading">Further reading</Heading>
      <ul>
        {children}
        <li>
          <Paper id="2506.21734">Hierarchical Reasoning Model</Paper>, the paper (Wang and others,
          2025), and <a href="https://github.com/sapientinc/HRM">its code</a>.
        </li>
        <li>
          <Paper id="2510.04871">Less is More: Recursive Reasoning with Tiny Networks</Paper>{' '}
          (Jolicoeur-Martineau, 2025): smaller, simpler, better. The models here were trained with
          its gradient through the whole last cycle.
        </li>
        <li>
          <a href="https://arcprize.org/blog/hrm-analysis">
            The Hidden Drivers of HRM’s Performance on ARC-AGI
          </a>{' '}
          (ARC Prize, 2025): which of its parts do the work.
        </li>
        <li>
          <Paper id="2601.10679">Are Your Reasoning Models Reasoning or Guessing?</Paper> (Ren and
          Liu, 2026): its fixed points, right and wrong ones.
        </li>
        <li>
          <Paper id="1603.08983">Adaptive Computation Time for Recurrent Neural Networks</Paper>{' '}
          (Graves, 2016): the origin of ACT.
        </li>
      </ul>
    </>
  );
}
