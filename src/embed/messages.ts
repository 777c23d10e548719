/** The message with which an embedded playground sends its height to the page around it. */
export interface HeightMessage {
  readonly type: 'hrm-playground:height';
  /** CSS pixels. */
  readonly height: number;
}

export const heightMessage = (height: number): HeightMessage => ({
  type: 'hrm-playground:height',
  height: Math.ceil(height),
});

/** No puzzle is that tall; a larger frame would hide the page around it. */
const TALLEST = 4000;

/** The height in a message; `null` for any other message. */
export function heightIn(data: unknown): number | null {
  if (typeof data !== 'object' || data === null) return null;
  const { type, height } = data as Partial<Record<keyof HeightMessage, unknown>>;
  if (type !== 'hrm-playground:height' || typeof height !== 'number') return null;
  return height > 0 && height <= TALLEST ? height : null;
}

/** The message with which the page around an embedded playground sets its colours. */
export interface ThemeMessage {
  readonly type: 'hrm-playground:theme';
  readonly theme: 'light' | 'dark';
}

export const themeMessage = (theme: ThemeMessage['theme']): ThemeMessage => ({
  type: 'hrm-playground:theme',
  theme,
});

/** The theme in a message; `null` for any other message. */
export function themeIn(data: unknown): ThemeMessage['theme'] | null {
  if (typeof data !== 'object' || data === null) return null;
  const { type, theme } = data as Partial<Record<keyof ThemeMessage, unknown>>;
  if (type !== 'hrm-playground:theme') return null;
  return theme === 'light' || theme === 'dark' ? theme : null;
}
