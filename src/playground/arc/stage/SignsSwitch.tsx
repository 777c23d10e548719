import { Switch } from 'radix-ui';
import { useArc } from '../useArc';

/** Signs on the colours, for those who do not tell them apart by hue. */
export function SignsSwitch() {
  const signs = useArc((state) => state.signs);
  const setSigns = useArc((state) => state.setSigns);
  return (
    <label className="toggle">
      <Switch.Root className="switch" checked={signs} onCheckedChange={setSigns}>
        <Switch.Thumb className="switch-thumb" />
      </Switch.Root>
      Mark the colours with signs
    </label>
  );
}
