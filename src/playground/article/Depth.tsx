import type { HrmConfig } from '../../hrm/config';
import { Chapter } from './Chapter';
import { Paper } from './Paper';
import { Try, think } from './Try';

interface Props {
  readonly config: HrmConfig | null;
  /** Whether the stage of this world can be driven from the text. */
  readonly live: boolean;
}

/** Layers that one segment passes through, one after the other. */
export function layersInSegment(
  config: Pick<HrmConfig, 'H_cycles' | 'L_cycles' | 'H_layers' | 'L_layers'>,
): number {
  return config.H_cycles * (config.L_cycles * config.L_layers + config.H_layers);
}

/** Why a network that may go on is another kind of machine than one that may not. */
export function Depth({ config, live }: Props) {
  const layers = config && layersInSegment(config);
  return (
    <Chapter id="why-depth" title="Why depth?">
      <p>
        Some questions need many steps in a row: each step needs what the one before found. A
        Transformer has as many steps as it has layers, whatever it is asked. In the language of
        complexity theory such a network is a circuit of constant depth (the classes AC⁰ and TC⁰),{' '}
        <Paper id="2207.00729">which cannot do</Paper> what needs a number of steps that grows with
        the problem, as search does. Language models get around this by writing: every word is a
        further pass. HRM gets around it by going through the same few layers again and again.
      </p>
      {layers !== null && (
        <p>
          One segment of this model is {layers} layers deep, with the weights of{' '}
          {config!.H_layers + config!.L_layers}. Sixteen segments are {16 * layers} layers with the
          same weights.{' '}
          {live && (
            <>
              See what that buys: <Try act={think(1)}>one segment</Try>,{' '}
              <Try act={think(2)}>two</Try>, <Try act={think(4)}>four</Try>,{' '}
              <Try act={think(16)}>sixteen</Try>.
            </>
          )}
        </p>
      )}
      <p>
        A network that may repeat itself as often as it likes, with as much memory as it likes, can
        compute whatever a computer can (it is <em>Turing-complete</em>). No real one is: the state
        here is a fixed grid of numbers, and a thought ends at the limit. What remains of the
        argument is the part one can see above: the same weights, given more time, solve more.
      </p>
    </Chapter>
  );
}
