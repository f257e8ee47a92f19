import { ts } from 'ts-morph';
import type { ModuleId } from '../model/module-id.ts';
import type { Edit } from './edits.ts';
import { findImport, type Binding, type ImportSite } from './import-site.ts';
import { pastBarrel } from './past-barrel.ts';
import { Refusal } from './refusal.ts';
import { relativeSpecifier } from './relative-specifier.ts';
import { reasonAt, type Source } from './source.ts';
import { findUses, type Use } from './uses.ts';
import type { ImportPlace } from './written-cut.ts';

/**
 * Has an importer take names from the module they moved to; types of the old module stay imported as types.
 *
 * @throws Refusal where it takes other values of the old module as well, or the whole of it
 */
export function importFromLeaf(
  source: Source,
  places: readonly ImportPlace[],
  names: ReadonlySet<string>,
  leaf: ModuleId,
): Edit[] {
  return places.flatMap((place) => {
    const site = findImport(source, place);
    const to = relativeSpecifier(source, site.specifier, leaf);
    const written = `${site.written.charAt(0)}${to}${site.written.charAt(0)}`;
    const literal = literalOf(site);
    const renamed: Edit = { start: literal.getStart(source.root), end: literal.getEnd(), text: written };
    if (site.form === 'inline') {
      needsMember(source, site.call, names);
      return [renamed];
    }
    const uses = findUses(source, site.bindings);
    const [whole] = site.bindings.filter(({ imported }) => /^[*=]$/.test(imported));
    if (whole !== undefined) {
      wholeIsOfNames(source, site, uses, whole, names);
      return [renamed];
    }
    const stay = site.bindings.filter(({ imported }) => !names.has(imported));
    if (stay.length === 0) return [renamed];
    return splitImport(source, site, { stay, uses, names, leaf });
  });
}

function literalOf(site: ImportSite): ts.Node {
  return site.form === 'import' ? site.statement.moduleSpecifier : site.call.arguments[0]!;
}

function splitImport(
  source: Source,
  site: Exclude<ImportSite, { form: 'inline' }>,
  {
    stay,
    uses,
    names,
    leaf,
  }: { stay: readonly Binding[]; uses: readonly Use[]; names: ReadonlySet<string>; leaf: ModuleId },
): Edit[] {
  const values = uses.filter(({ binding, kind }) => kind === 'value' && stay.includes(binding));
  if (values.length > 0 || stay.some(({ imported }) => imported === '?'))
    throw staying(source, site, values, stay);
  const types = stay.filter((one) => uses.some(({ binding }) => binding === one) || one.typeOnly);
  const kept = site.bindings.filter((one) => !stay.includes(one));
  if (kept.length === 0) throw staying(source, site, values, stay);
  const bindings = [...kept, ...types.map((one) => ({ ...one, typeOnly: true }))];
  const homes = [...names].map((name) => ({ name, module: leaf }));
  return pastBarrel(source, { ...site, bindings }, homes);
}

function staying(
  source: Source,
  site: Exclude<ImportSite, { form: 'inline' }>,
  values: readonly Use[],
  stay: readonly Binding[],
): Refusal {
  const [first] = values;
  const name = first?.node.text ?? stay[0]!.local;
  const at = (first?.node ?? site.statement).getStart(source.root);
  return new Refusal([
    reasonAt(source, at, 'top-level-use', `${name} stays in ${site.specifier}, and is used here`),
  ]);
}

/** `require('./x').name`, `(await import()).name`. */
function needsMember(source: Source, call: ts.Node, names: ReadonlySet<string>): void {
  const { parent } = call;
  if (ts.isPropertyAccessExpression(parent) && names.has(parent.name.text)) return;
  const detail = `all of ${call.getText(source.root)} is used here`;
  throw new Refusal([reasonAt(source, call.getStart(source.root), 'computed', detail)]);
}

function wholeIsOfNames(
  source: Source,
  site: Exclude<ImportSite, { form: 'inline' }>,
  uses: readonly Use[],
  { local }: Binding,
  names: ReadonlySet<string>,
): void {
  if (site.form === 'require' && ts.isPropertyAccessExpression(site.call.parent))
    return needsMember(source, site.call, names);
  const other = uses.find(({ node }) => {
    const { parent } = node;
    const isMember =
      ts.isPropertyAccessExpression(parent) && parent.expression === node && names.has(parent.name.text);
    return !isMember && !(ts.isQualifiedName(parent) && names.has(parent.right.text));
  });
  if (other === undefined) return;
  const detail = `${local} is used for more than ${[...names].join(', ')}: ${other.node.parent.getText(source.root)}`;
  throw new Refusal([reasonAt(source, other.node.getStart(source.root), 'computed', detail)]);
}
