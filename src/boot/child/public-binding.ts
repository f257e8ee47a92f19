import { apply } from './saved.ts';

type Binding = (name: string) => Record<string, unknown>;

/**
 * One of Node's bindings without its internals. `process.binding` warns under --pending-deprecation, and the program's own
 * warning would be lost with ours.
 *
 * @returns undefined where it would warn, or there is none
 */
export function publicBinding(name: string): Record<string, unknown> | undefined {
  const warns = process.env['NODE_PENDING_DEPRECATION'] === '1' || hasOption('--pending-deprecation');
  const { binding } = process as { binding?: Binding };
  return warns || typeof binding !== 'function' ? undefined : apply(binding, process, [name]);
}

function hasOption(option: string): boolean {
  if (process.execArgv.includes(option)) return true;
  return (process.env['NODE_OPTIONS'] ?? '').includes(option);
}
