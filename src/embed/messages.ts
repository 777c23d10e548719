/** How an embedded playground tells the page around it how tall it is. */
export interface HeightMessage {
  readonly type: 'hrm-playground:height';
  /** CSS pixels. */
  readonly height: number;
}

export const heightMessage = (height: number): HeightMessage => ({
  type: 'hrm-playground:height',
  height: Math.ceil(height),
});

/** No puzzle is as tall; a frame beyond that would hide the page around it. */
const TALLEST = 4000;

/** The height a message tells; `null` if it is any other message. */
export function heightIn(data: unknown): number | null {
  if (typeof data !== 'object' || data === null) return null;
  const { type, height } = data as Partial<Record<keyof HeightMessage, unknown>>;
  if (type !== 'hrm-playground:height' || typeof height !== 'number') return null;
  return height > 0 && height <= TALLEST ? height : null;
}

/** How the page around an embedded playground tells it which colours to take. */
export interface ThemeMessage {
  readonly type: 'hrm-playground:theme';
  readonly theme: 'light' | 'dark';
}

export const themeMessage = (theme: ThemeMessage['theme']): ThemeMessage => ({
  type: 'hrm-playground:theme',
  theme,
});

/** The theme a message tells; `null` if it is any other message. */
export function themeIn(data: unknown): ThemeMessage['theme'] | null {
  if (typeof data !== 'object' || data === null) return null;
  const { type, theme } = data as Partial<Record<keyof ThemeMessage, unknown>>;
  if (type !== 'hrm-playground:theme') return null;
  return theme === 'light' || theme === 'dark' ? theme : null;
}
