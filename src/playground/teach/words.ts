/** Numbers as the lesson's panel writes them. */

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const three = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

export const count = (value: number): string => whole.format(value);

/** A share in whole percent. */
export const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** Three significant digits: 0.00123, 12.3, 4,560. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return 'not a number';
  return Math.abs(value) >= 1000 ? whole.format(value) : three.format(value);
}

const UNITS = ['', 'thousand', 'million', 'billion', 'trillion'];

/** A large number in words: 1.25 billion. */
export function large(value: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(value, 1)) / 3));
  // Thousands are readable in digits.
  return power < 2 ? count(value) : `${figure(value / 1000 ** power)} ${UNITS[power]}`;
}

/** A size as people read it, in powers of 1000. */
export function bytes(value: number): string {
  if (value < 1e6) return `${figure(value / 1e3)} kB`;
  return value < 1e9 ? `${figure(value / 1e6)} MB` : `${figure(value / 1e9)} GB`;
}

/** A time span as a clock shows it: 0:32, 1:05:09. */
export function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
    : `${minutes}:${two(seconds % 60)}`;
}

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** How long ago, in words: 3 s ago, 5 min ago, yesterday. */
export function ago(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 2) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  return relative.format(-Math.floor(seconds / 86_400), 'day');
}

/** Speed, with few digits. */
export function speed(stepsPerSecond: number): string {
  if (stepsPerSecond >= 1) return `${figure(Number(stepsPerSecond.toPrecision(2)))} steps/s`;
  return `${figure(1 / stepsPerSecond)} s a step`;
}
