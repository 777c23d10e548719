import { usePlayground, usePlaygroundStore } from '../../usePlayground';
import { EditButtons } from '../EditButtons';
import { writeDigit } from './edit';
import { geometryOf } from './geometry-of';

/** Digits to write into the chosen cell, by finger or mouse. */
export function DigitPad() {
  const size = usePlayground(({ board }) => geometryOf(board).size);
  const store = usePlaygroundStore();
  return (
    <div className="tools" role="group" aria-label="Edit the puzzle">
      <Digits size={size} onWrite={(digit) => writeDigit(store.getState(), digit)} />
      <EditButtons />
    </div>
  );
}

interface DigitsProps {
  readonly size: number;
  /** 0 clears the cell. */
  onWrite(digit: number): void;
}

export function Digits({ size, onWrite }: DigitsProps) {
  const digits = Array.from({ length: size }, (_, index) => index + 1);
  return (
    <div className="pad" role="group" aria-label="Digits">
      {digits.map((digit) => (
        <button
          key={digit}
          type="button"
          className="button"
          aria-label={`Write ${digit}`}
          onClick={() => onWrite(digit)}
        >
          {digit}
        </button>
      ))}
      <button type="button" className="button" aria-label="Clear cell" onClick={() => onWrite(0)}>
        ⌫
      </button>
    </div>
  );
}
