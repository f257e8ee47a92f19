import { InvalidArgumentError } from 'commander';

/** A whole number, 1 or more. */
export function toCount(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number, 1 or more.');
}

/** A length of time, in ms. */
export function toDuration(text: string): number {
  const [, digits, unit = 's'] = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m)?$/.exec(text.trim()) ?? [];
  const ms = Number(digits) * { ms: 1, s: 1000, m: 60_000 }[unit as 'ms' | 's' | 'm'];
  if (ms > 0 && ms < 2 ** 31) return ms;
  throw new InvalidArgumentError('It must be a length of time: 500ms, 30s, 2m.');
}

/** A percentage, as a share: 5% is 0.05. */
export function toShare(text: string): number {
  const [, digits] = /^(\d{1,3}(?:\.\d{1,3})?)\s*%?$/.exec(text.trim()) ?? [];
  const share = Number(digits) / 100;
  if (share > 0) return share;
  throw new InvalidArgumentError('It must be a percentage above 0: 5%.');
}

/** One more exit code. */
export function toExitCodes(text: string, previous: readonly number[] = []): number[] {
  if (/^\d{1,3}$/.test(text) && Number(text) < 256) return [...previous, Number(text)];
  throw new InvalidArgumentError('It must be a whole number from 0 to 255.');
}
