import { Slider } from 'radix-ui';
import { usePlayground } from '../usePlayground';
import { lessonFields } from './settings-fields';
import { figure } from './words';

const RATE = lessonFields.kindOf('learningRate');
if (RATE.kind !== 'number') throw new TypeError('A rate is a number.');
const { least, most } = RATE;
const LEAST = Math.log10(least);
const MOST = Math.log10(most);
/** Twenty stops for each power of ten: each about 12 % more than the one before. */
const STOP = 0.05;

/** Two digits are enough for a learning rate, and make the stops round numbers. */
const rateAt = (position: number) => Number((10 ** position).toPrecision(2));

/** The learning rate, on a logarithmic scale, while the lesson runs. */
export function RateSlider({ rate, now }: { readonly rate: number; readonly now: number | null }) {
  const adjustRate = usePlayground((state) => state.adjustRate);
  return (
    <div className="rate">
      <span id="rate-label">Learning rate</span>
      <Slider.Root
        className="slider"
        min={LEAST}
        max={MOST}
        step={STOP}
        value={[Math.log10(rate)]}
        onValueChange={([position]) => {
          const chosen = rateAt(position!);
          if (chosen !== rate) adjustRate(Math.min(most, Math.max(least, chosen)));
        }}
      >
        <Slider.Track className="slider-track">
          <Slider.Range className="slider-range" />
        </Slider.Track>
        <Slider.Thumb
          className="slider-thumb"
          aria-labelledby="rate-label"
          aria-valuetext={figure(rate)}
        />
      </Slider.Root>
      <output>{figure(rate)}</output>
      {/* The line is there from the beginning, so that what follows does not move. */}
      <span className="whisper">
        {now === null ? 'the schedule changes it' : `now ${figure(now)}, by the schedule`}
      </span>
    </div>
  );
}
