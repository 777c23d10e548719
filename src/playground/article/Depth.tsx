import { lazy } from 'react';
import type { HrmConfig } from '../../hrm/config';
import { layerPasses } from '../../hrm/schedule';
import { Lazily } from '../panels/Lazily';
import { usePlayground } from '../usePlayground';
import { Chapter } from './Chapter';
import { LimitDial } from './LimitDial';
import { OnStage } from './OnStage';
import { Paper } from './Paper';
import { Try, think } from './Try';

const OnePass = lazy(() => import('./examples').then((module) => ({ default: module.OnePass })));
const LargerMazes = lazy(() =>
  import('./examples').then((module) => ({ default: module.LargerMazes })),
);

/** Why a network that may continue is a different kind of machine. */
export function Depth({ config }: { readonly config: HrmConfig | null }) {
  return (
    <Chapter id="why-depth">
      <p>
        Some problems need many steps in a row, because each step needs the result of the one
        before. Following a path through a maze is such a problem; so is a guess in a Sudoku that
        has to be taken back later. A Transformer makes as many steps as it has layers, for any
        question.
      </p>
      <p>
        Complexity theory has names for this. A network of fixed depth is a circuit of constant
        depth, of a class called AC⁰ or TC⁰, depending on its precision;{' '}
        <Paper id="2207.00729">Transformers are in TC⁰</Paper>. A circuit in AC⁰ cannot even tell
        whether a long row of bits has an odd number of ones. For TC⁰ it is widely believed, though
        not proved, that problems which need many steps in a row are out of its reach. An example:{' '}
        <Lazily>
          <OnePass />
        </Lazily>
      </p>
      {config !== null && <Passes config={config} />}
      <p>
        A network that may repeat itself as often as it likes, with as much memory as it likes, can
        compute whatever a computer can: it is <em>Turing-complete</em>. The paper claims this for
        HRM. No real model has that freedom. Its memory is a state of fixed size, its thought ends
        at a limit, and it only knows the procedure that it learned. An example:{' '}
        <Lazily>
          <LargerMazes />
        </Lazily>
      </p>
    </Chapter>
  );
}

/** The depth of a thought of the open model. */
function Passes({ config }: { readonly config: HrmConfig }) {
  const limit = usePlayground((state) => state.limit);
  const layers = layerPasses(config);
  const own = config.H_layers + config.L_layers;
  return (
    <p>
      There are two ways out. A language model writes: every word is one more pass, and what it
      wrote is its memory. HRM passes through the same few layers again and again, and its state is
      its memory. One segment of the model at work is {layers} layers deep, with the weights of{' '}
      {own}. A limit of <LimitDial /> segments allows {limit * layers} layers. See what that buys:{' '}
      <Try act={think(1)}>one segment</Try>, <Try act={think(2)}>two</Try>,{' '}
      <Try act={think(4)}>four</Try>, <Try act={think(16)}>sixteen</Try>. On the stage now:{' '}
      <OnStage />
    </p>
  );
}
