import { Switch } from '../../controls/Switch';
import { useArc } from '../useArc';

/** Signs on the colours, for people who cannot distinguish the hues. */
export function SignsSwitch() {
  const signs = useArc((state) => state.signs);
  const setSigns = useArc((state) => state.setSigns);
  return <Switch label="Mark the colours with signs" checked={signs} onChange={setSigns} />;
}
