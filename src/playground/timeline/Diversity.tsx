import { useId } from 'react';
import { startsAtRandom } from '../../hrm/config';
import { SIGMA_RANGE, type DiversityKind } from '../../reasoning/diversity';
import { OneOf } from '../controls/OneOf';
import { diversityHere, diversityKinds } from '../store/chains';
import { usePlayground } from '../usePlayground';

const NAMES: Readonly<Record<DiversityKind, string>> = {
  views: 'Other views',
  noise: 'Noise',
  both: 'Both',
  starts: 'Starts',
};

const SHAKEN =
  'before each segment random noise changes the states of all but the first (σ; their own size is 1)';

const IN_WORDS: Readonly<Record<DiversityKind, string>> = {
  views: 'Each sees another view of the puzzle; below, all are shown in the original one.',
  noise: `All see the same puzzle; ${SHAKEN}.`,
  both: `Each sees another view of the puzzle, and ${SHAKEN}.`,
  starts: 'All see the same puzzle, and each starts from random states of its own.',
};

/** How the chains differ; nothing if there is one. */
export function DiversityChoice() {
  const wide = usePlayground((state) => state.numChains > 1);
  const diversity = usePlayground(diversityHere);
  const config = usePlayground((state) => state.config);
  const board = usePlayground((state) => state.board);
  const setDiversity = usePlayground((state) => state.setDiversity);
  if (!wide) return null;
  return (
    <div className="difference">
      <div className="row">
        <span id="differ-label">Chains differ by</span>
        <OneOf
          options={diversityKinds({ board, config })}
          value={diversity}
          onChoose={setDiversity}
          as={(kind) => ({ shown: NAMES[kind] })}
          labelledBy="differ-label"
        />
        {(diversity === 'noise' || diversity === 'both') && <NoiseSlider />}
      </div>
      <p className="whisper">
        {IN_WORDS[diversity]}
        {config !== null &&
          startsAtRandom(config) &&
          diversity !== 'starts' &&
          ' Each starts from random states of its own.'}
      </p>
    </div>
  );
}

function NoiseSlider() {
  const noise = usePlayground((state) => state.noise);
  const setNoise = usePlayground((state) => state.setNoise);
  const id = useId();
  return (
    <span className="row noise">
      <label htmlFor={id}>σ</label>
      <input
        id={id}
        type="range"
        aria-label="Size of the noise, σ"
        {...SIGMA_RANGE}
        value={noise}
        onChange={(event) => setNoise(Number(event.target.value))}
      />
      <output htmlFor={id}>{noise.toFixed(2)}</output>
    </span>
  );
}
