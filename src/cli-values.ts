import { InvalidArgumentError } from 'commander';
import type { CutGoal } from './commands/cut-goal.ts';

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

/** CPU of a boot, or a multiple of bare Node's: `800ms`, `6x`. */
export function toGoal(text: string): CutGoal {
  const [, digits, unit] = /^(\d{1,7}(?:\.\d{1,3})?)\s*(ms|s|x)$/.exec(text.trim()) ?? [];
  const value = Number(digits) * (unit === 's' ? 1000 : 1);
  if (value > 0) return { text: text.trim(), unit: unit === 'x' ? 'x' : 'ms', value };
  throw new InvalidArgumentError("It must be CPU time or a multiple of bare Node's: 800ms, 6x.");
}

/** One more exit code. */
export function toExitCodes(text: string, previous: readonly number[] = []): number[] {
  if (/^\d{1,3}$/.test(text) && Number(text) < 256) return [...previous, Number(text)];
  throw new InvalidArgumentError('It must be a whole number from 0 to 255.');
}

/** A port to listen on. */
export function toPort(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text) && Number(text) < 65_536) return Number(text);
  throw new InvalidArgumentError('It must be a port, 1 to 65535. Name entries before it: check web --serve.');
}
