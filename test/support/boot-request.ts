import { readyProbe } from '../../src/boot/ready/registry.ts';
import type { BootRequest } from '../../src/recording/boot-request.ts';
import { bootRequest as shortestRequest } from './recorded-run.ts';
import { testNode } from './test-node.ts';

/** A request with nothing special about it, for a program that is booted in its root. */
export function bootRequest(
  own: Partial<Omit<BootRequest, 'ready'>> & {
    readonly root: string;
    readonly command: readonly string[];
    readonly ready?: string;
  },
): BootRequest {
  return shortestRequest({
    entry: 'app',
    cwd: own.root,
    node: testNode(),
    plainRuns: 0,
    budgetMs: 60_000,
    ...own,
    ready: readyProbe(own.ready ?? 'exit'),
  });
}
