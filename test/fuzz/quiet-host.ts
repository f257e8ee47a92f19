import type { GlobalFlags } from '../../src/commands/flags.ts';
import type { Host } from '../../src/io/host.ts';

/**
 * What a command runs in: nothing of this machine.
 *
 * @param cwd absolute
 * @param write gets what goes to standard output
 */
export function quietHost(cwd: string, write: (text: string) => void = () => {}): Host {
  const output = { isTerminal: false, columns: undefined, write };
  return {
    cwd,
    env: {},
    platform: 'linux',
    stdout: output,
    stderr: { ...output, write: () => {} },
    nowMs: () => 0,
    today: () => '2026-01-01',
  };
}

/** Flags as they are where none is given, without a cache or color. */
export function plainFlags(more: Partial<GlobalFlags> = {}): GlobalFlags {
  return {
    root: '.',
    configCode: true,
    entry: [],
    conditions: [],
    reporter: [],
    output: [],
    color: false,
    cache: false,
    version: '0.1.0',
    ...more,
  };
}
