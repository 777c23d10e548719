/** Distance of a pointer from an element's left edge, in CSS pixels. */
export function placeOf(event: {
  readonly currentTarget: Element;
  readonly clientX: number;
}): number {
  return event.clientX - event.currentTarget.getBoundingClientRect().left;
}
