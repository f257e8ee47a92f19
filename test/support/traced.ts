import type { TracedModule } from '../../src/boot/trace/traced-module.ts';

/** The one module whose key ends so. */
export function moduleNamed(modules: readonly TracedModule[], end: string): TracedModule {
  const found = modules.filter(({ key }) => key.endsWith(end));
  if (found.length !== 1) throw new Error(`${found.length} modules end with ${end}`);
  return found[0] as TracedModule;
}

/** Time of all modules together. */
export function costSum(modules: readonly TracedModule[]): number {
  return modules.reduce(
    (sum, { resolveMs, readMs, lexMs, compileMs, linkMs, selfMs }) =>
      sum + resolveMs + readMs + lexMs + compileMs + linkMs + selfMs,
    0,
  );
}
