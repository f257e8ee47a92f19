import type { Draft, Export, Link } from './random-cycles.ts';
import { bodyOf, interleave, isInFunction, statementOf, traced, type Known } from './random-uses.ts';

type Form = 'named' | 'namespace' | 'default' | 'side' | 'star' | 're-export';
const FORMS: readonly Form[] = ['named', 'named', 'named', 'namespace', 'side', 'star', 're-export'];

/** An ES module, or the TypeScript of one. */
export function renderEsm(draft: Draft, drafts: readonly Draft[], awaits: boolean): string {
  const knownOf = draft.uses.map((use) => {
    const at = use.link % draft.links.length;
    return knownBy(draft, drafts, at, use.name);
  });
  const inBodies = knownOf.filter((_, i) => isInFunction(draft.uses[i]!));
  const definitions = draft.own.map((each) => define(each, bodyOf(inBodies, draft)));
  const hasFunction = draft.own.some(({ kind }) => kind === 'function');
  const statements = draft.uses.flatMap((use, i) =>
    isInFunction(use) && hasFunction
      ? []
      : [{ at: use.at, text: statementOf(use, knownOf[i]!, `${draft.index}_${i}`) }],
  );
  const imports = draft.links.map((link, at) => ({ at: link.at, text: importOf(draft, drafts, link, at) }));
  const pauses = Array.from({ length: awaits ? draft.style % 4 : 0 }, (_, i) => ({
    at: draft.style + i,
    text: 'await null;',
  }));
  return traced(draft, interleave(definitions, [...imports, ...statements, ...pauses]));
}

function targetOf({ index }: Draft, drafts: readonly Draft[], { to }: Link): Draft {
  const target = drafts[to % drafts.length]!;
  return target.index === index ? drafts[(index + 1) % drafts.length]! : target;
}

/** What Node can see from outside in a CommonJS file differs: only its default is taken. */
function formOf(draft: Draft, drafts: readonly Draft[], link: Link): Form {
  const form = FORMS[link.form % FORMS.length]!;
  if (!targetOf(draft, drafts, link).commonJs) return form;
  return form === 'named' || form === 'namespace' ? 'default' : 'side';
}

/** A name by way of a link; where the link gives none, one of the module's own. */
function knownBy(draft: Draft, drafts: readonly Draft[], at: number, choice: number): Known {
  const link = draft.links[at]!;
  const target = targetOf(draft, drafts, link);
  const form = formOf(draft, drafts, link);
  if (form === 'default') {
    const of = pick(target.own, choice);
    return { text: `d${at}.${of.name}`, of, owner: target.index };
  }
  const offered = offers(target, drafts, new Set());
  if ((form !== 'named' && form !== 'namespace') || offered.length === 0) return ownName(draft, choice);
  const { of, owner } = pick(offered, choice);
  return { text: form === 'named' ? aliasOf(at, of) : `n${at}.${of.name}`, of, owner };
}

function ownName({ own, index }: Draft, choice: number): Known {
  const named = own.filter(({ name }) => name !== 'default');
  if (named.length === 0) return { text: 'globalThis', of: { name: '', kind: 'const' }, owner: index };
  const of = pick(named, choice);
  return { text: of.name, of, owner: index };
}

function aliasOf(at: number, { name }: Export): string {
  return `i${at}_${name}`;
}

interface Offered {
  readonly of: Export;
  readonly owner: number;
}

/** All names that a module exports, those of `export … from` too. */
function offers(draft: Draft, drafts: readonly Draft[], seen: Set<number>): Offered[] {
  if (seen.has(draft.index)) return [];
  seen.add(draft.index);
  const own = draft.own.map((of) => ({ of, owner: draft.index }));
  if (draft.commonJs) return own;
  const further = draft.links.flatMap((link) => {
    const target = targetOf(draft, drafts, link);
    const form = formOf(draft, drafts, link);
    if (form === 'star') return offers(target, drafts, seen).filter(({ of }) => of.name !== 'default');
    if (form !== 're-export') return [];
    return [{ of: pick(target.own, link.at), owner: target.index }].filter(({ of }) => of.name !== 'default');
  });
  return unique([...own, ...further]);
}

function unique(offered: readonly Offered[]): Offered[] {
  return [...new Map(offered.map((each) => [each.of.name, each])).values()];
}

function importOf(draft: Draft, drafts: readonly Draft[], link: Link, at: number): string {
  const target = targetOf(draft, drafts, link);
  const from = `from '${target.specifier}';`;
  switch (formOf(draft, drafts, link)) {
    case 'named': {
      const names = draft.uses
        .filter((use) => use.link % draft.links.length === at)
        .flatMap((use) =>
          offers(target, drafts, new Set()).length > 0
            ? [pick(offers(target, drafts, new Set()), use.name).of]
            : [],
        );
      const parts = [...new Set(names)].map((of) => `${of.name} as ${aliasOf(at, of)}`);
      return parts.length > 0 ? `import { ${parts.join(', ')} } ${from}` : `import '${target.specifier}';`;
    }
    case 'namespace':
      return `import * as n${at} ${from}`;
    case 'default':
      return `import d${at} ${from}`;
    case 'star':
      return `export * ${from}`;
    case 're-export': {
      const of = pick(target.own, link.at);
      return isTaken(draft, drafts, of, at) || of.name === 'default'
        ? `import '${target.specifier}';`
        : `export { ${of.name} } ${from}`;
    }
    default:
      return `import '${target.specifier}';`;
  }
}

/** Two links may export the same name of the same module again: only the first of them does. */
function isTaken(draft: Draft, drafts: readonly Draft[], of: Export, at: number): boolean {
  return draft.links.slice(0, at).some((link) => {
    const target = targetOf(draft, drafts, link);
    return formOf(draft, drafts, link) === 're-export' && pick(target.own, link.at).name === of.name;
  });
}

function define({ name, kind }: Export, body: string): string {
  const value = `{ id: '${name}' }`;
  switch (kind) {
    case 'default':
      return `export default ${value};`;
    case 'class':
      return `export class ${name} { static id = 1; }`;
    case 'function':
      return `export function ${name}() { ${body} return 1; }`;
    default:
      return `export ${kind} ${name} = ${value};`;
  }
}

function pick<T>(list: readonly T[], choice: number): T {
  return list[choice % list.length]!;
}
