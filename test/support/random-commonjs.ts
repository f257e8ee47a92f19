import type { Draft, Export, Link } from './random-cycles.ts';
import { bodyOf, interleave, isInFunction, statementOf, traced, type Known } from './random-uses.ts';

const FORMS = ['object', 'object', 'destructured', 'side', 'assign', 'late'] as const;
type Form = (typeof FORMS)[number];

/** How a module gives its exports away. */
const STYLES = ['each at its place', 'replaced at the end', 'functions first', 'getters first'] as const;

/** A CommonJS module; it requires only its like. */
export function renderCommonJs(draft: Draft, drafts: readonly Draft[]): string {
  const style = STYLES[draft.style % STYLES.length]!;
  const links = draft.links.flatMap((link, at) => {
    const target = targetOf(draft, drafts, link);
    return target === null ? [] : [{ ...link, target, local: at, form: FORMS[link.form % FORMS.length]! }];
  });
  const knownOf = draft.uses.map((use) => knownBy(draft, links, use.link, use.name));
  const inBodies = knownOf.filter((_, i) => isInFunction(draft.uses[i]!));
  const definitions = draft.own.map((each) => define(each, bodyOf(inBodies, draft), style));
  const hasFunction = draft.own.some(({ kind }) => kind === 'function');
  const statements = draft.uses.flatMap((use, i) =>
    isInFunction(use) && hasFunction
      ? []
      : [{ at: use.at, text: statementOf(use, knownOf[i]!, `${draft.index}_${i}`) }],
  );
  const requires = links.map((link) => ({ at: link.at, text: requireOf(draft, link, links.length) }));
  const lines = interleave(definitions, [...requires, ...statements]);
  return traced(draft, [first(draft, style), ...lines, last(draft, style)]);
}

interface Required extends Omit<Link, 'form'> {
  readonly target: Draft;
  readonly local: number;
  readonly form: Form;
}

/** The next CommonJS module from the one that is meant; null where there is none but itself. */
function targetOf({ index }: Draft, drafts: readonly Draft[], { to }: Link): Draft | null {
  const from = to % drafts.length;
  const inOrder = [...drafts.slice(from), ...drafts.slice(0, from)];
  return inOrder.find((draft) => draft.commonJs && draft.index !== index) ?? null;
}

function knownBy(draft: Draft, links: readonly Required[], at: number, choice: number): Known {
  const link = links[at % links.length];
  const { own, index } = link === undefined || !(link.form in ACCESS) ? draft : link.target;
  const of = own[choice % own.length]!;
  const text = link === undefined ? of.name : (ACCESS[link.form]?.(link.local, of) ?? of.name);
  return { text, of, owner: index };
}

const ACCESS: Partial<Record<Form, (local: number, of: Export) => string>> = {
  object: (local, { name }) => `r${local}.${name}`,
  destructured: (local, { name }) => `i${local}_${name}`,
  late: (local, { name }) => `q${local}().${name}`,
};

function requireOf(draft: Draft, { target, form, local }: Required, count: number): string {
  const call = `require('${target.specifier}')`;
  switch (form) {
    case 'object':
      return `const r${local} = ${call};`;
    case 'destructured': {
      const chosen = draft.uses.map(({ name }) => target.own[name % target.own.length]!);
      const names = [...new Set(chosen)].map(({ name }) => `${name}: i${local}_${name}`);
      return count > 0 && names.length > 0 ? `const { ${names.join(', ')} } = ${call};` : `${call};`;
    }
    case 'assign':
      return `Object.assign(module.exports, ${call});`;
    case 'late':
      return `function q${local}() { return ${call}; }`;
    default:
      return `${call};`;
  }
}

function define({ name, kind }: Export, body: string, style: (typeof STYLES)[number]): string {
  const given = style === 'each at its place' ? ` exports.${name} = ${name};` : '';
  const later =
    style === 'functions first' && kind !== 'function' ? ` module.exports.${name} = ${name};` : '';
  return `${definition(name, kind, body)}${given}${later}`;
}

function definition(name: string, kind: Export['kind'], body: string): string {
  if (kind === 'class') return `class ${name} { static id = 1; }`;
  if (kind === 'function') return `function ${name}() { ${body} return 1; }`;
  return `${kind} ${name} = { id: '${name}' };`;
}

function first({ own }: Draft, style: (typeof STYLES)[number]): string {
  const functions = own.filter(({ kind }) => kind === 'function').map(({ name }) => name);
  if (style === 'functions first') return `module.exports = { ${functions.join(', ')} };`;
  if (style !== 'getters first') return '';
  const getters = own.map(({ name }) => `get ${name}() { return ${name}; }`);
  return `module.exports = { ${getters.join(', ')} };`;
}

function last({ own }: Draft, style: (typeof STYLES)[number]): string {
  if (style !== 'replaced at the end') return '';
  return `module.exports = { ${own.map(({ name }) => name).join(', ')} };`;
}
