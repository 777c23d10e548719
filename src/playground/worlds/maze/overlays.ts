import { create } from 'zustand';
import { INITIAL_OVERLAYS, type MazeOverlayChoice } from '../../boards/maze/overlays';

/** The overlays of a search: shared by the board and the panel, not used by the page. */
export const useOverlayChoice = create<MazeOverlayChoice>(() => INITIAL_OVERLAYS);

export function chooseOverlays(choice: MazeOverlayChoice): void {
  useOverlayChoice.setState(choice);
}
