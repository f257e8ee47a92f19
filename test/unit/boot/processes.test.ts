import { describe, expect, it } from 'vitest';
import { membersInPs } from '../../../src/boot/processes-ps.ts';
import { namesInTasklist } from '../../../src/boot/processes-tasklist.ts';
import { newTree } from '../../../src/boot/process-tree.ts';
import { tracePids } from '../../../src/boot/trace-pids.ts';
import { tempFolder } from '../../support/temp-folder.ts';

// As macOS prints it.
const PS = `    1     0     1 Ss   Sat Nov 22 09:00:00 2025     /sbin/launchd
  700     1   700 Ss   Sat Nov 22 10:00:00 2025     sh -c node a.js & node b.js
  701   700   700 S    Sat Nov 22 10:00:00 2025     node a.js  --two  spaces
  702   700   700 Z    Sat Nov 22 10:00:01 2025     (node)
  800     1   800 S+   Sat Nov 22 10:00:02 2025     node daemon.js
  801   800   801 S    Sat Nov 22 10:00:03 2025     /bin/sleep 20
  900     1   900 S    Sat Nov 22 10:05:00 2025     somebody else
`;
const madeAt = Date.parse('Sat Nov 22 10:00:02 2025') + 300;

describe('membersInPs', () => {
  const root = { rootPid: 700, rootEnded: false };
  const pids = (traces: ReadonlyMap<number, number>, tree = root) =>
    membersInPs(PS, tree, traces).map(({ pid }) => pid);

  it('takes the group of the root, without zombies', () => {
    expect(membersInPs(PS, root, new Map())).toEqual([
      { pid: 700, title: 'sh -c node a.js & node b.js', inGroup: true },
      { pid: 701, title: 'node a.js  --two  spaces', inGroup: true },
    ]);
  });

  it('takes those that left a trace, with their descendants', () => {
    expect(pids(new Map([[800, madeAt]]))).toEqual([700, 701, 800, 801]);
  });

  it('does not take one that was started after the trace of its number', () => {
    expect(pids(new Map([[900, madeAt]]))).toEqual([700, 701]);
  });

  it('takes what is left of the group of a root that has ended', () => {
    expect(pids(new Map(), { rootPid: 700, rootEnded: true })).toEqual([700, 701]);
    expect(pids(new Map(), { rootPid: 801, rootEnded: true })).toEqual([801]);
  });

  it('reads nothing from nothing', () => {
    expect(membersInPs('', root, new Map())).toEqual([]);
  });
});

describe('namesInTasklist', () => {
  it('reads names and numbers, whatever the language', () => {
    const text = '"System","4","Services","0","144 K"\r\n"my, node.exe","1234","Console","1","40.000 K"\r\n';
    expect([...namesInTasklist(text)]).toEqual([
      [4, 'System'],
      [1234, 'my, node.exe'],
    ]);
    expect(namesInTasklist('INFO: No tasks are running.').size).toBe(0);
  });
});

describe('tracePids', () => {
  it('finds the processes that named themselves', () => {
    const names = [
      '12-0.trace',
      '12-1.trace',
      '13-hooks.trace',
      'ready',
      'preload.cjs',
      'x-0.trace',
      '14-0.txt',
    ];
    const folder = tempFolder(Object.fromEntries(names.map((name) => [name, ''])));
    const pids = tracePids(folder);
    expect([...pids.keys()].toSorted((one, other) => one - other)).toEqual([12, 13]);
    for (const at of pids.values()) expect(Math.abs(at - Date.now())).toBeLessThan(60_000);
    expect(tracePids(`${folder}/none`).size).toBe(0);
  });
});

describe('newTree', () => {
  it('knows a run by its folder only if nobody else can have that name', () => {
    expect(newTree(1, '/tmp/import-budget-12-AbCdEf', 'darwin').mark).toBe('import-budget-12-AbCdEf');
    expect(newTree(1, '/tmp/build', 'darwin').mark).toBeNull();
  });
});
