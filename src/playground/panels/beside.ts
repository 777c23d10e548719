/** What stands beside the grid in every world: it comes when the grid is there. */
export { ThinkingLonger } from '../charts/ThinkingLonger';
export { EnginePanel } from './EnginePanel';
export { Inside } from './Inside';
export { Instruments } from './Instruments';
export { Wider } from './Wider';
