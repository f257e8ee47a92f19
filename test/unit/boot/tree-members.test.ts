import { describe, expect, it } from 'vitest';
import { membersOf } from '../../../src/boot/tree-members.ts';

const SELF = 50;
const listed = (pid: number, parent: number, isMember = false) => ({ pid, parent, group: pid, isMember });
const pids = (items: readonly { pid: number }[]) => items.map(({ pid }) => pid);

describe('membersOf', () => {
  it('takes members and all that came of them', () => {
    const all = [
      listed(1, 0),
      listed(100, SELF),
      listed(101, 100),
      listed(102, 101),
      listed(200, 1, true),
      listed(201, 200),
      listed(300, 1),
    ];
    expect(pids(membersOf(all, 100, SELF))).toEqual([100, 101, 102, 200, 201]);
  });

  it("does not take a process that has only got the root's number", () => {
    expect(pids(membersOf([listed(100, 1), listed(101, 100)], null, SELF))).toEqual([]);
  });

  it('never takes ourselves, nor through us all our children', () => {
    const all = [listed(SELF, 1, true), listed(60, SELF)];
    expect(pids(membersOf(all, 100, SELF))).toEqual([]);
  });

  it('ends where a list, read while it changed, goes round in circles', () => {
    expect(pids(membersOf([listed(5, 6, true), listed(6, 5)], null, SELF))).toEqual([5, 6]);
  });
});
