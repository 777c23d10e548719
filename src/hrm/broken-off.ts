/** Thrown by a pace to interrupt a segment that is no longer wanted. */
export class BrokenOff extends Error {
  override name = 'BrokenOff';
}
