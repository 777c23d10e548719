/** Characters of a message at most. */
const LONGEST = 600;

/**
 * What a file says of itself may be anything: a message that quotes it stays short, and without the
 * characters that command terminals or turn the direction of writing.
 */
export function plainMessage(message: string): string {
  const plain = message.replaceAll(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST)}…` : plain;
}
