import { plainMessage } from '../hrm/plain-message';

/** A message as one short line for a terminal, without control characters. */
export function oneLine(message: string): string {
  return plainMessage(message.replaceAll(/\s*\n\s*/g, ' '));
}
