import type { EditPlan } from './edit-plan.ts';
import type { Binding, ImportSyntax } from './import-site.ts';
import type { Loading } from './loading.ts';
import { asMember } from './names.ts';
import { isCalledAsStatement, mayBeOneValue } from './narrowing.ts';
import { typeImports } from './type-imports.ts';
import type { Use } from './uses.ts';

/**
 * The imports of types that stay in TypeScript, and the load with the types it needs: that of a default which is the
 * whole of what `require` gives, those of functions that may assert.
 *
 * @param used with uses as types only where they mean the import still
 */
export function typedLoading(
  plan: EditPlan,
  { site, uses }: { readonly site: ImportSyntax; readonly uses: readonly Use[] },
  loading: Loading,
): { readonly lines: readonly string[]; readonly typed: Loading } {
  const { source } = plan;
  if (!source.typescript) return { lines: [], typed: loading };
  const { member } = loading;
  const narrowing = new Set(site.target?.narrows === false ? [] : narrowingIn(uses));
  const isRequired = loading.bare !== undefined;
  const mayDiffer = !isRequired && mayBeOneValue(site.target);
  const aliased = site.bindings.filter((one) => {
    if (one.typeOnly) return false;
    if (one.imported === '*') return mayDiffer && narrowing.has(one);
    return one.imported === 'default' && (narrowing.has(one) || (isRequired && member(one) === null));
  });
  const aliases = new Map(aliased.map((one) => [one, plan.names.take(`${one.local}Type`)]));
  const asTypes = site.bindings.filter((one) =>
    uses.some(({ binding, kind }) => binding === one && kind === 'type'),
  );
  const underAliases = aliased.map((one) => ({ ...one, local: aliases.get(one)! }));
  const lines = [asTypes, underAliases].flatMap((some) => typeImports(source, site, some));
  const typeOf = (one: Binding): string | null => {
    if (!narrowing.has(one)) return null;
    const alias = aliases.get(one);
    if (alias !== undefined) return `typeof ${alias}`;
    const whole = `typeof import(${site.written})`;
    const name = member(one);
    if (name === null) return whole;
    const access = asMember(name, source.style.quote);
    return access.startsWith('.') ? whole + access : `(${whole})${access}`;
  };
  const whole = aliased.find((one) => one.imported === 'default' && member(one) === null);
  const expression = whole ? `${loading.expression} as typeof ${aliases.get(whole)!}` : loading.expression;
  return { lines, typed: { ...loading, expression, typeOf } };
}

function narrowingIn(uses: readonly Use[]): Binding[] {
  return uses.filter((use) => use.kind === 'value' && isCalledAsStatement(use)).map(({ binding }) => binding);
}
