import type { ExceptionConfig } from '../model/config.ts';
import type { StaleExceptionFinding } from '../model/finding.ts';

/** Whether an exception excuses nothing any more: from its date on. Both as ISO dates; a time of day is ignored. */
export function hasExpired({ expires }: ExceptionConfig, today: string): boolean {
  return expires !== undefined && today.slice(0, 10) >= expires.slice(0, 10);
}

/** The finding about an exception of the config; see stale-exception.md. */
export function staleException(
  config: ExceptionConfig,
  why: StaleExceptionFinding['why'],
): StaleExceptionFinding {
  return {
    rule: 'stale-exception',
    level: 'error',
    entry: null,
    chain: [],
    reason: config.reason,
    exception: config.edge ?? config.module ?? '',
    why,
    ...(config.expires !== undefined && { expires: config.expires }),
  };
}
