/** The plot's edges in CSS pixels. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** @param margin around the plot, in a drawing of this width and height */
export function frameWithin(width: number, height: number, margin: Frame): Frame {
  const { left, right, top, bottom } = margin;
  return { left, right: width - right, top, bottom: height - bottom };
}
