/** How far right of an element's left edge a pointer is, in CSS pixels. */
export function placeOf(event: {
  readonly currentTarget: Element;
  readonly clientX: number;
}): number {
  return event.clientX - event.currentTarget.getBoundingClientRect().left;
}
