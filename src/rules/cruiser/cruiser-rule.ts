import type { Level } from '../../model/finding.ts';
import type { ImportEdge, ModuleRecord } from '../../model/module-graph.ts';
import { areErasedTypes, compileTypes } from './dependency-types.ts';
import { compileFrom, compileTo, readPathCondition, usesGroups } from './path-condition.ts';

type Raw = Readonly<Record<string, unknown>>;

/** A forbidden rule of a dependency-cruiser config, compiled. */
export interface CruiserRule {
  readonly name: string;
  readonly level: Level;
  readonly comment?: string;
  readonly matchFrom: (name: string) => readonly string[] | null;
  readonly matchTo: (name: string, groups: readonly string[]) => boolean;
  /** Whether `matchTo` reads the groups. */
  readonly usesGroups: boolean;
  /** Conditions on the edge itself and the kind of module it leads to. */
  readonly matchEdge: (edge: ImportEdge, to: ModuleRecord) => boolean;
  /** Whether the edge must (not) be part of a cycle; absent where it does not matter. */
  readonly circular?: boolean;
  /** A rule about what is reachable from `from` over any number of edges. */
  readonly reachable: boolean;
}

/** What came of reading a rule; `rule` is null where it asks for something the startup path cannot answer. */
export interface ReadRule {
  readonly name: string;
  readonly rule: CruiserRule | null;
  /** Options that are not judged, as `to.license`. */
  readonly notJudged: readonly string[];
}

const LEVELS: Readonly<Record<string, Level>> = { error: 'error', warn: 'warning', info: 'info' };
const RULE_KEYS = new Set(['name', 'severity', 'comment', 'from', 'to', 'scope']);
const TO_KEYS = new Set([
  'path',
  'pathNot',
  'circular',
  'couldNotResolve',
  'dynamic',
  'dependencyTypes',
  'dependencyTypesNot',
  'preCompilationOnly',
  'reachable',
  'via',
  'viaOnly',
]);
const REACHABLE_KEYS = new Set(['path', 'pathNot', 'reachable']);

/**
 * Reads one entry of `forbidden`. Every option is either judged or named in `notJudged`.
 *
 * @returns null for a rule that is switched off (`severity: ignore`)
 */
export function readCruiserRule(raw: unknown): ReadRule | null {
  const given = asRecord(raw);
  const name = typeof given.name === 'string' ? given.name : 'unnamed';
  if (given.severity === 'ignore') return null;
  const from = asRecord(given.from);
  const to = asRecord(given.to);
  const notJudged = unsupported(given, from, to);
  const fromPath = readPathCondition(from);
  const toPath = readPathCondition(to);
  if (!fromPath) notJudged.push('from.path / from.pathNot (not a regular expression)');
  if (!toPath) notJudged.push('to.path / to.pathNot (not a regular expression)');
  const types = readTypes(to);
  if (!fromPath || !toPath || notJudged.length > 0 || !types.usable) {
    return { name, rule: null, notJudged: [...notJudged, ...types.notJudged] };
  }
  const rule: CruiserRule = {
    name,
    level: LEVELS[String(given.severity)] ?? 'warning',
    ...(typeof given.comment === 'string' && { comment: given.comment }),
    matchFrom: compileFrom(fromPath),
    matchTo: compileTo(toPath),
    usesGroups: usesGroups(toPath),
    matchEdge: compileEdge(to, types.matches),
    ...(typeof to.circular === 'boolean' && { circular: to.circular }),
    reachable: to.reachable === true,
  };
  return { name, rule, notJudged: types.notJudged };
}

function unsupported(rule: Raw, from: Raw, to: Raw): string[] {
  const found = Object.keys(rule).filter((key) => !RULE_KEYS.has(key));
  if (rule.scope !== undefined && rule.scope !== 'module') found.push(`scope: ${String(rule.scope)}`);
  for (const key of Object.keys(from)) if (key !== 'path' && key !== 'pathNot') found.push(`from.${key}`);
  const judged = 'reachable' in to ? REACHABLE_KEYS : TO_KEYS;
  for (const key of Object.keys(to)) if (!judged.has(key)) found.push(`to.${key}`);
  // What is not reachable from somewhere, on a path where all is reached, is a question about dead code.
  if ('reachable' in to && to.reachable !== true) found.push(`to.reachable: ${String(to.reachable)}`);
  for (const key of ['via', 'viaOnly']) if (key in to && !isAlwaysTrue(to[key])) found.push(`to.${key}`);
  return found;
}

/** `via: { dependencyTypesNot: ['type-only'] }` holds for every cycle that is there at run time. */
function isAlwaysTrue(via: unknown): boolean {
  const given = asRecord(via);
  return Object.keys(given).join() === 'dependencyTypesNot' && areErasedTypes(given.dependencyTypesNot);
}

interface ReadTypes {
  readonly usable: boolean;
  readonly notJudged: readonly string[];
  readonly matches: CruiserRule['matchEdge'];
}

function readTypes(to: Raw): ReadTypes {
  const wanted = to.dependencyTypes === undefined ? undefined : compileTypes(to.dependencyTypes);
  const unwanted = to.dependencyTypesNot === undefined ? undefined : compileTypes(to.dependencyTypesNot);
  const notJudged = [
    ...describe('to.dependencyTypes', wanted),
    ...describe('to.dependencyTypesNot', unwanted),
  ];
  // Some of the wanted types will do; an exemption that cannot be told would report what is exempt.
  const usable =
    wanted !== null && wanted?.told !== 0 && unwanted !== null && (unwanted?.untold.length ?? 0) === 0;
  return {
    usable,
    notJudged,
    matches: (edge, module) =>
      (wanted?.matches(edge, module) ?? true) && !(unwanted?.matches(edge, module) ?? false),
  };
}

function describe(option: string, types: ReturnType<typeof compileTypes> | undefined): string[] {
  if (types === undefined) return [];
  if (types === null) return [`${option} (not a list of names)`];
  return types.untold.length > 0 ? [`${option}: ${types.untold.join(', ')}`] : [];
}

function compileEdge(to: Raw, matchesTypes: CruiserRule['matchEdge']): CruiserRule['matchEdge'] {
  return (edge, module) =>
    // Only type imports are there before compilation alone, and they are never on a startup path.
    to.preCompilationOnly !== true &&
    (to.couldNotResolve === undefined || to.couldNotResolve === (module.origin === 'unresolved')) &&
    (to.dynamic === undefined || to.dynamic === (edge.kind === 'dynamic-import')) &&
    matchesTypes(edge, module);
}

/** The value as an object to read keys from; anything else has none. */
export function asRecord(raw: unknown): Raw {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? (raw as Raw) : {};
}
