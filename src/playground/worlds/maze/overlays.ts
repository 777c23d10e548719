import { create } from 'zustand';
import { NO_OVERLAYS, type MazeOverlays } from '../../boards/maze/overlays';

/** What a search shows beside the thought: of the eyes, not of the page's settings. */
export const useOverlays = create<MazeOverlays>(() => NO_OVERLAYS);

export function setOverlays(change: Partial<MazeOverlays>): void {
  useOverlays.setState(change);
}
