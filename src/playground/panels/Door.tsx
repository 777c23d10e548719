import { useState, type ComponentType } from 'react';
import { Lazily } from './Lazily';

interface Props {
  readonly title: string;
  readonly className: string;
  /** The popover and the button that opens it, which looks like this one; it is open at first. */
  readonly Popover: ComponentType;
}

/** A button whose popover, with all that popovers need, is loaded when it is pressed first. */
export function Door({ title, className, Popover }: Props) {
  const [pressed, setPressed] = useState(false);
  const button = (
    <button
      type="button"
      className={className}
      aria-haspopup="dialog"
      aria-expanded={false}
      onClick={() => setPressed(true)}
    >
      {title}
    </button>
  );
  if (!pressed) return button;
  return (
    <Lazily waiting={button}>
      <Popover />
    </Lazily>
  );
}
