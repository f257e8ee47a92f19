import { spawnSync } from 'node:child_process';
import { childCodeFolder, writePreload } from '../../src/boot/preload.ts';
import type { ChildSettings } from '../../src/boot/protocol.ts';
import { readTraces, type TraceFile } from '../../src/boot/trace/read-traces.ts';
import { tempFolder } from './temp-folder.ts';
import { testNode } from './test-node.ts';

export interface ProbedRun {
  readonly status: number | null;
  readonly stderr: string;
  readonly traces: readonly TraceFile[];
}

/**
 * Runs Node with the built probe, without the launcher, to the program's own end.
 *
 * @param args of Node
 */
export function runProbed(
  args: readonly string[],
  cwd: string,
  settings: Partial<ChildSettings> = {},
): ProbedRun {
  const folder = tempFolder();
  const injected = `--require "${folder}/preload.cjs"`;
  writePreload(folder, {
    folder,
    kind: 'probed',
    mode: null,
    ready: { kind: 'none' },
    injected,
    code: childCodeFolder(),
    registrars: [],
    ...settings,
  });
  const env = { PATH: process.env['PATH'], NODE_OPTIONS: injected };
  const { status, stderr } = spawnSync(testNode(), args, { cwd, env, encoding: 'utf8', timeout: 30_000 });
  return { status, stderr, traces: readTraces(folder) };
}
