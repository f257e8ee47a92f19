import type { CutReason, ImportUses } from '../../model/cut.ts';
import { isFunction } from '../tree/syntax.ts';
import { exportedAs } from './exported.ts';
import { isOnlyExported, textOf, type Bound, type UsesFile } from './file.ts';
import { mentionsBehindInterop } from './interop-alias.ts';
import { isNamedInJsdoc } from './jsdoc-names.ts';
import { momentOf, type Moment } from './moment.ts';
import { memberOf, outermost, outermostMember, type Reference, type Visit } from './visit.ts';

/** All that the uses tell; `names` are those that it takes of its target, null for the whole of it. */
export type Judged = Omit<ImportUses, 'specifier' | 'line'> & { readonly names: readonly string[] | null };

type CallSite = ImportUses['callSites'][number];

/** What the uses of an import's names come to. */
class Tally {
  readonly blocked: CutReason[] = [];
  readonly review: CutReason[] = [];
  readonly getters: CutReason[] = [];
  readonly sync: CutReason[] = [];
  readonly callSites: CallSite[] = [];
}

const DIFFICULTY = { free: 0.2, mechanical: 1, getter: 2, review: 2 };

/**
 * Judges how hard it is to take an import from startup by all uses of its names.
 *
 * @param bound the names it gives
 * @param mayAwait whether `await import()` can stand for it
 */
export function judge(file: UsesFile, bound: readonly Bound[], mayAwait: boolean): Judged {
  const tally = new Tally();
  const mentions = bound.flatMap((one) => mentionsBehindInterop(file, one));
  for (const reference of mentions.toSorted((a, b) => a.visit.node.start - b.visit.node.start))
    weigh(file, reference, tally);
  const { blocked, review, getters, sync, callSites } = tally;
  const names = namesTaken(file, bound);
  if (blocked.length > 0) return { ...blockedBy(blocked, names), callSites };
  if (review.length + getters.length + callSites.length === 0) return unused(file, bound);
  const isAsync = mayAwait && callSites.every((site) => site.async);
  const shape = getters.length > 0 ? 'getter' : isAsync ? 'await-import' : syncShape(file);
  const waits = shape === 'create-require' ? sync.slice(0, 1) : [];
  return {
    deferability: review.length > 0 ? 'review' : 'mechanical',
    difficulty: DIFFICULTY[review.length > 0 ? 'review' : getters.length > 0 ? 'getter' : 'mechanical'],
    reasons: [...review, ...getters, ...waits],
    action: 'defer',
    shape,
    callSites,
    names,
  };
}

/** What cannot be deferred. */
export function blockedBy(reasons: readonly CutReason[], names: Judged['names'] = null): Judged {
  const difficulty = Infinity;
  return { deferability: 'blocked', difficulty, reasons, action: 'defer', shape: null, callSites: [], names };
}

/** What can go at once: nothing of it is used, or only types. */
export function freeTo(action: 'type-only' | 'unused'): Judged {
  const { free } = DIFFICULTY;
  return {
    deferability: 'free',
    difficulty: free,
    reasons: [],
    action,
    shape: null,
    callSites: [],
    names: [],
  };
}

/** A value that stands right in an exported literal. */
export function entryOfExports(reason: CutReason, names: Judged['names']): Judged {
  const [difficulty, reasons] = [DIFFICULTY.getter, [reason]];
  const deferability = 'mechanical';
  return { deferability, difficulty, reasons, action: 'defer', shape: 'getter', callSites: [], names };
}

/** How a module is loaded synchronously. */
export function syncShape({ source }: UsesFile): 'require' | 'create-require' {
  return source.format === 'cjs' ? 'require' : 'create-require';
}

function unused(file: UsesFile, bound: readonly Bound[]): Judged {
  if (bound.some(({ name }) => file.walked.typeNames.has(name))) return freeTo('type-only');
  const { text, extension } = file.source;
  const named = bound.find(({ name }) => isNamedInJsdoc(text, name));
  if (named === undefined) return freeTo('unused');
  if (/^\.[cm]?tsx?$/.test(extension)) return freeTo('type-only');
  const [first] = file.body;
  const detail = `${named.name} is named in comments, which may be types`;
  const reasons = first === undefined ? [] : [file.reason('computed', first, detail)];
  return { ...freeTo('type-only'), deferability: 'review', difficulty: DIFFICULTY.review, reasons };
}

/** The members that are read of an import's names. */
function namesTaken(file: UsesFile, bound: readonly Bound[]): string[] | null {
  const taken = new Set<string>();
  for (const one of bound) {
    const mentions = mentionsBehindInterop(file, one);
    if (one.member !== null) {
      if (mentions.length > 0) taken.add(one.member);
      continue;
    }
    for (const { visit } of mentions) {
      const name = memberOf(outermost(visit));
      if (name === undefined) return null;
      taken.add(name);
    }
  }
  return [...taken];
}

function weigh(file: UsesFile, { name, visit, access }: Reference, tally: Tally): void {
  if (access === 'jsx') tally.review.push(file.reason('computed', visit.node, `JSX is made by ${name}`));
  if (access === 'write') return void tally.blocked.push(file.reason('reassigned', visit.node, name));
  if (access === 'export') return void tally.blocked.push(file.reason('re-export', visit.node, name));
  const moment = momentOf(visit, file.functions);
  if (moment.when === 'top') return atTop(file, name, visit, moment, tally);
  if (moment.when === 'maybe')
    tally.review.push(file.reason(moment.code, visit.node, nameAround(file, moment.around)));
  else if (!moment.async) tally.sync.push(file.reason('sync-caller', visit.node, name));
  addSite(tally.callSites, { line: file.line(visit.node.start), async: moment.async });
}

function addSite(sites: CallSite[], site: CallSite): void {
  if (!sites.some(({ line, async: isAsync }) => line === site.line && isAsync === site.async))
    sites.push(site);
}

function atTop(
  file: UsesFile,
  name: string,
  visit: Visit,
  moment: Extract<Moment, { when: 'top' }>,
  tally: Tally,
): void {
  if (visit.parent?.node.type === 'TSImportEqualsDeclaration')
    return void tally.blocked.push(file.reason('top-level-use', visit.node, name));
  const exported = moment.code === 'top-level-use' ? exportOf(file, outermostMember(visit)) : undefined;
  if (exported === 'getter') tally.getters.push(file.reason('exported-value', visit.node, name));
  else tally.blocked.push(file.reason(exported ?? moment.code, visit.node, name));
}

/** `getter` where one can stand for the value; else why it cannot. */
export function exportOf(
  file: UsesFile,
  value: Visit,
): 'getter' | 'exported-value' | 're-export' | undefined {
  const exported = exportedAs(value);
  switch (exported?.as) {
    case undefined:
      return undefined;
    case 'entry':
      return 'getter';
    case 'variable': {
      const isDeclared = exported.at.parent?.parent?.node.type === 'ExportNamedDeclaration';
      return isOnlyExported(file, exported.name, isDeclared) ? 'getter' : undefined;
    }
    case 'spread':
      return 're-export';
    default:
      return 'exported-value';
  }
}

/** What a function around a use is known by: its own name, what it is assigned to, or the call it is given to. */
function nameAround(file: UsesFile, around: Visit): string {
  const { node } = around;
  const { text } = file.source;
  if (!isFunction(node)) return textOf(text, node['callee'] ?? node['key'] ?? node);
  const holder = outermost(around).parent?.node;
  const named = node['id'] ?? holder?.['id'] ?? holder?.['key'] ?? holder?.['left'] ?? holder?.['callee'];
  return named ? textOf(text, named) : 'function';
}
