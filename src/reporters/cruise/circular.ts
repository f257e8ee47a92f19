/**
 * Groups nodes that reach each other (Tarjan's strongly connected components, without recursion).
 *
 * @param targets for each node the nodes it leads to; nodes are indexes into it
 * @returns a group number a node; only nodes of one group can lie on a cycle together
 */
export function cycleGroups(targets: readonly (readonly number[])[]): Int32Array {
  const group = new Int32Array(targets.length).fill(-1);
  const order = new Int32Array(targets.length).fill(-1);
  const low = new Int32Array(targets.length);
  const next = new Int32Array(targets.length);
  const open: number[] = [];
  let visited = 0;
  let groups = 0;
  const enter = (node: number, path: number[]) => {
    order[node] = low[node] = visited++;
    open.push(node);
    path.push(node);
  };
  const leave = (node: number) => {
    if (low[node] !== order[node]) return;
    let member;
    do {
      member = open.pop() ?? node;
      group[member] = groups;
    } while (member !== node);
    groups++;
  };
  for (let root = 0; root < targets.length; root++) {
    const path: number[] = [];
    if (order[root] === -1) enter(root, path);
    for (let node = path.at(-1); node !== undefined; node = path.at(-1)) {
      const at = next[node] ?? 0;
      next[node] = at + 1;
      const target = targets[node]?.[at];
      if (target === undefined) {
        path.pop();
        leave(node);
        const parent = path.at(-1);
        if (parent !== undefined) low[parent] = Math.min(low[parent] ?? 0, low[node] ?? 0);
      } else if (order[target] === -1) enter(target, path);
      else if (group[target] === -1) low[node] = Math.min(low[node] ?? 0, order[target] ?? 0);
    }
  }
  return group;
}
