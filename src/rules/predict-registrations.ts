import type { Effect } from '../model/effect.ts';
import type { ModuleId } from '../model/module-id.ts';
import { lateParts } from './late-parts.ts';
import { registeredNames } from './registered.ts';
import type { RuleContext } from './rule.ts';

/** What a module will register, by its source. */
export interface Predicted {
  readonly module: ModuleId;
  readonly root: ModuleId;
  readonly effects: readonly Effect[];
}

interface Given {
  readonly effects: ReadonlyMap<ModuleId, readonly Effect[]>;
  /** Roots that were loaded after a boot: what was seen then counts. */
  readonly seen: ReadonlySet<ModuleId>;
  readonly isMeant: (root: ModuleId) => boolean;
}

/** The name of a registration in findings: as boots call it, where they have a name for it. */
export function effectName({ name, what }: Effect): string {
  return name ?? what;
}

/** Whether it is among what others rely on from the start, and surely happens when the module loads. */
export function belongsAtStartup({ kind, name, confidence }: Effect): boolean {
  if (confidence !== 'certain') return false;
  return kind === 'registration' || kind === 'prototype-patch' || (kind === 'assignment' && isOfNode(name));
}

/** Settings of Node and of the language, as against the data of some module. */
function isOfNode(name: string | null): boolean {
  return name !== null && /^(?:builtin-patch|require-hook|require-extension) /.test(name);
}

/** What modules that startup leaves for later register, and startup does not; each under the first that brings it in. */
export function predictRegistrations(context: RuleContext, { effects, seen, isMeant }: Given): Predicted[] {
  const { graph, entry, arrivals } = context;
  const startup = arrivals.conditional.reached;
  const parts = lateParts(graph, entry.node, startup, isMeant);
  const judged = new Set(parts.filter(({ root }) => seen.has(root)).flatMap(({ modules }) => modules));
  const known = namesAtStartup(context, effects);
  const found: Predicted[] = [];
  for (const { root, modules } of parts) {
    for (const module of modules) {
      if (judged.has(module)) continue;
      judged.add(module);
      const late = (effects.get(module) ?? []).filter(
        (effect) => belongsAtStartup(effect) && !known.has(effectName(effect)),
      );
      if (late.length > 0) found.push({ module, root, effects: late });
    }
  }
  return found;
}

/** What startup registers, as far as a boot or the sources tell. */
function namesAtStartup(context: RuleContext, effects: Given['effects']): Set<string> {
  const { graph, arrivals } = context;
  const names = new Set(registeredNames(context)?.keys());
  for (const [module, own] of effects) {
    const node = graph.index.get(module);
    if (node === undefined || !arrivals.conditional.reached[node]) continue;
    for (const effect of own) if (effect.confidence !== 'possible') names.add(effectName(effect));
  }
  return names;
}
