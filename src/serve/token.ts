import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A secret for an address: 192 random bits in letters that need no escape. */
export function newToken(): string {
  return randomBytes(24).toString('base64url');
}

/** Compares in a time that does not tell how much of the token was right. */
export function isToken(given: string, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}
