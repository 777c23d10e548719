/** The new value of a slider of whole numbers after a key, or `null` for other keys (WAI-ARIA). */
export function slideByKey(key: string, value: number, min: number, max: number): number | null {
  const clamp = (wanted: number) => Math.max(min, Math.min(max, wanted));
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return clamp(value - 1);
    case 'ArrowRight':
    case 'ArrowUp':
      return clamp(value + 1);
    case 'PageDown':
      return clamp(value - 4);
    case 'PageUp':
      return clamp(value + 4);
    case 'Home':
      return min;
    case 'End':
      return max;
    default:
      return null;
  }
}
