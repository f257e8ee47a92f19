import { retainedTotals } from '../graph/dominators.ts';
import type { EntryContext } from './context.ts';

/** The module to begin with: what most would go away with, below the entry and what only passes on to one other. */
export function mostTelling(context: EntryContext): number | null {
  const { entry, layout, data } = context;
  const { boot } = entry;
  if (entry.focus !== null) return entry.focus;
  if (boot === null || layout === null) return heaviestPackageModule(context) ?? entry.file;
  let best: number | null = null;
  let most = 0;
  for (const [place, module] of boot.modules.entries()) {
    const { origin } = data.modules[module]!;
    if (origin !== 'package' || data.modules[module]!.package === data.modules[boot.modules[0]!]!.package)
      continue;
    if (boot.retainedMs[place]! > most) [best, most] = [module, boot.retainedMs[place]!];
  }
  return best ?? entry.file ?? boot.modules[0] ?? null;
}

/** Without a boot: the package's module that most bytes would go away with. */
function heaviestPackageModule({ data, graph }: EntryContext): number | null {
  const startup = graph();
  if (startup === null) return null;
  const { bytes: held } = retainedTotals(startup.graph, startup.tree());
  const own = data.modules[startup.entry]!.package;
  let best: number | null = null;
  for (const [module, record] of data.modules.entries())
    if (
      record.origin === 'package' &&
      record.package !== own &&
      held[module]! > (best === null ? 0 : held[best]!)
    )
      best = module;
  return best;
}
