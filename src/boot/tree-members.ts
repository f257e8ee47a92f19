/** One line of a list of all processes. */
export interface ListedProcess {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** Of the run for a reason of its own, not for its parent's. */
  readonly isMember: boolean;
}

/**
 * The processes of a run: members and all descendants of members.
 *
 * @param rootPid the started command; null once it was waited for, when its pid may be somebody else's
 * @param self our own pid, never returned
 */
export function membersOf<Item extends ListedProcess>(
  listed: readonly Item[],
  rootPid: number | null,
  self: number,
): readonly Item[] {
  const childrenOf = new Map<number, Item[]>();
  for (const item of listed) {
    const siblings = childrenOf.get(item.parent);
    if (siblings === undefined) childrenOf.set(item.parent, [item]);
    else siblings.push(item);
  }
  const members = new Set<Item>();
  const waiting = listed.filter(({ pid, isMember }) => isMember || pid === rootPid);
  for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
    if (members.has(item) || item.pid === self) continue;
    members.add(item);
    waiting.push(...(childrenOf.get(item.pid) ?? []));
  }
  return [...members].toSorted((one, other) => one.pid - other.pid);
}
