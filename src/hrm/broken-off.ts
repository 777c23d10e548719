/** Thrown by a pace within a segment that nobody wants any more. */
export class BrokenOff extends Error {
  override name = 'BrokenOff';
}
