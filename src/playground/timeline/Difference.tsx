import { ToggleGroup } from 'radix-ui';
import { useId } from 'react';
import { DIFFERENCE_KINDS, SIGMA_RANGE, type DifferenceKind } from '../../reasoning/difference';
import { usePlayground } from '../usePlayground';

const NAMES: Readonly<Record<DifferenceKind, string>> = {
  views: 'Other views',
  noise: 'Noise',
  both: 'Both',
};

const IN_WORDS: Readonly<Record<DifferenceKind, string>> = {
  views: 'Each chain sees the puzzle drawn otherwise; below, all are drawn alike.',
  noise:
    'All chains see the same puzzle. Before each segment the states of all but the first are shaken by random noise; their own size is 1.',
  both: 'Each chain sees the puzzle drawn otherwise, and before each segment the states of all but the first are shaken by random noise; their own size is 1.',
};

/** How the chains differ; nothing where there is one. */
export function DifferenceChoice() {
  const wide = usePlayground((state) => state.breadth > 1);
  const differ = usePlayground((state) => state.differ);
  const setDiffer = usePlayground((state) => state.setDiffer);
  if (!wide) return null;
  return (
    <div className="difference">
      <div className="row">
        <span id="differ-label">Chains differ by</span>
        <ToggleGroup.Root
          className="toggles"
          type="single"
          aria-labelledby="differ-label"
          value={differ}
          onValueChange={(value) => {
            if (value !== '') setDiffer(value as DifferenceKind);
          }}
        >
          {DIFFERENCE_KINDS.map((kind) => (
            <ToggleGroup.Item key={kind} value={kind}>
              {NAMES[kind]}
            </ToggleGroup.Item>
          ))}
        </ToggleGroup.Root>
        {differ !== 'views' && <NoiseSlider />}
      </div>
      <p className="whisper">{IN_WORDS[differ]}</p>
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
