import { expect, it } from 'vitest';
import { runProbed } from '../support/run-probed.ts';
import { tempFolder } from '../support/temp-folder.ts';

it.each(['plain', 'probed'] as const)('a process that a worker starts is followed (%s)', (kind) => {
  const folder = tempFolder({
    'main.cjs': "new (require('worker_threads').Worker)(__dirname + '/worker.cjs');",
    'worker.cjs': "require('child_process').spawnSync(process.execPath, [__dirname + '/child.cjs']);",
    'child.cjs': '',
  });
  const { status, traces } = runProbed(['main.cjs'], folder, { kind });
  const scripts = traces
    .filter(({ trace }) => trace.header.threadId === 0)
    .map(({ trace }) => trace.header.argv[1]?.replace(/^.*[\\/]/, ''));
  expect([status, scripts.toSorted()]).toEqual([0, ['child.cjs', 'main.cjs']]);
});
