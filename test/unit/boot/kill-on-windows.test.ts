import { expect, it } from 'vitest';
import { killSystem } from '../../../src/boot/kill-tree.ts';
import { newTree } from '../../../src/boot/process-tree.ts';

it('Windows has no signals: each process is ended with its children, by a program of the system', () => {
  const ran: unknown[] = [];
  const system = killSystem(newTree(41, '/none', 'win32'), 'win32', (...given) => ran.push(given));
  const one = { title: 'node.exe', inGroup: false };
  for (const signal of ['SIGTERM', 'SIGKILL'] as const)
    system.send(
      [
        { ...one, pid: 41 },
        { ...one, pid: 42 },
      ],
      signal,
    );
  const ended = [41, 42].map((pid) => ['taskkill', ['/PID', String(pid), '/T', '/F']]);
  expect(ran).toEqual([...ended, ...ended]);
});
