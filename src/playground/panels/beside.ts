/** The parts beside the grid in every world, loaded after the grid. */
export { ThinkingLonger } from '../charts/ThinkingLonger';
export { EnginePanel } from './EnginePanel';
export { Inside } from './Inside';
export { Instruments } from './Instruments';
export { Wider } from './Wider';
