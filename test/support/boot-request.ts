import { readyProbe } from '../../src/boot/ready/registry.ts';
import type { BootRequest } from '../../src/recording/boot-request.ts';
import { testNode } from './test-node.ts';

/** A request with nothing special about it, for a program that is booted in its root. */
export function bootRequest(
  own: Partial<Omit<BootRequest, 'ready'>> & {
    readonly root: string;
    readonly command: readonly string[];
    readonly ready?: string;
  },
): BootRequest {
  return {
    entry: 'app',
    cwd: own.root,
    env: { PATH: process.env['PATH'] },
    ownEnv: {},
    node: testNode(),
    conditions: [],
    exitCodes: [0],
    plainRuns: 0,
    probedRuns: 1,
    timeoutMs: 20_000,
    budgetMs: 60_000,
    compileCache: false,
    coldDisk: false,
    withRegistrations: false,
    registrars: [],
    mode: undefined,
    signal: new AbortController().signal,
    onRun: () => {},
    ...own,
    ready: readyProbe(own.ready ?? 'exit'),
  };
}
