import { usePlayground, usePlaygroundStore } from '../../usePlayground';
import { EditButtons } from '../EditButtons';
import { writeDigit } from './edit';
import { geometryOf } from './geometry-of';

/** Digits to write into the chosen cell, for fingers and mice; the keyboard needs none. */
export function DigitPad() {
  const { size } = usePlayground(({ board }) => geometryOf(board));
  const store = usePlaygroundStore();
  const digits = Array.from({ length: size }, (_, index) => index + 1);
  return (
    <div className="tools" role="group" aria-label="Edit the puzzle">
      <div className="pad" role="group" aria-label="Digits">
        {digits.map((digit) => (
          <button
            key={digit}
            type="button"
            className="button"
            aria-label={`Write ${digit}`}
            onClick={() => writeDigit(store.getState(), digit)}
          >
            {digit}
          </button>
        ))}
        <button
          type="button"
          className="button"
          aria-label="Clear cell"
          onClick={() => writeDigit(store.getState(), 0)}
        >
          ⌫
        </button>
      </div>
      <EditButtons />
    </div>
  );
}
