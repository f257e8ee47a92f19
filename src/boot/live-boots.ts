import { killTreeNow } from './kill-tree.ts';
import type { ProcessTree } from './process-tree.ts';

/** Trees that run now. */
const live = new Set<ProcessTree>();

/**
 * Keeps a tree in mind until it is gone: if this process exits before, however that comes, the tree is killed.
 *
 * @returns to be called when the tree has been ended
 */
export function addLiveBoot(tree: ProcessTree): () => void {
  // Before the listener that removes the run folders: what still runs could write there.
  if (live.size === 0) process.prependListener('exit', killLiveBoots);
  live.add(tree);
  return () => {
    live.delete(tree);
    if (live.size === 0) process.off('exit', killLiveBoots);
  };
}

/** Kills all trees that run now, at once. Never throws. */
export function killLiveBoots(): void {
  for (const tree of live) killTreeNow(tree, process.platform);
}
