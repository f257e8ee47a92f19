import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findTree, newTree } from '../../src/boot/process-tree.ts';
import { makeRunFolder, removeRunFolder } from '../../src/boot/run-folder.ts';

/** A shell with a job in its group and one in a session of its own, all of which sleep. */
const COMMAND = `sleep 30 & ${process.execPath} -e 'require("child_process").spawn("sleep",["31"],{detached:true,stdio:"ignore"});setTimeout(() => {}, 30000);console.log("up")' & wait`;

async function startFamily(): Promise<{ child: ChildProcess; folder: string }> {
  const folder = makeRunFolder();
  onTestFinished(() => removeRunFolder(folder));
  const env = { ...process.env, MARK: folder };
  const child = spawn('sh', ['-c', COMMAND], { detached: true, env, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout as NodeJS.ReadableStream, 'data');
  return { child, folder };
}

describe.skipIf(process.platform === 'win32')('findTree', () => {
  it('finds the same processes by ps and, on Linux, by /proc', async () => {
    const { child, folder } = await startFamily();
    const pid = child.pid as number;
    const byPs = findTree(newTree(pid, folder, 'darwin'), 'darwin');
    onTestFinished(() => {
      for (const item of byPs) process.kill(item.pid, 'SIGKILL');
    });
    expect(byPs.map(({ title }) => title.replace(/^\S*\/(?=node )/, '').slice(0, 8))).toEqual(
      expect.arrayContaining(['sh -c sl', 'sleep 30', 'sleep 31', 'node -e ']),
    );
    expect(byPs.filter(({ inGroup }) => !inGroup).map(({ title }) => title)).toEqual(['sleep 31']);
    if (process.platform !== 'linux') return;
    expect(byPs).toHaveLength(4);
    const byProc = findTree(newTree(pid, folder, 'linux'), 'linux');
    expect(byProc.map((item) => item.pid)).toEqual(byPs.map((item) => item.pid));
  });
});
