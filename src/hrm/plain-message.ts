/** Characters of a message at most. */
const LONGEST = 600;

/**
 * Cleans a message that quotes a file, because a file may contain any text. The message stays
 * short, and loses characters that control terminals or change the writing direction.
 */
export function plainMessage(message: string): string {
  const plain = message.replaceAll(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST)}…` : plain;
}
