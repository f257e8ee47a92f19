import type { Cell } from 'cli-table3';
import type { BootTrace, Registration, RegistrationKind } from '../../model/boot.ts';
import { registrationWords } from '../boot-words.ts';
import { plural } from '../numbers.ts';
import { shortId } from '../places.ts';
import { cutLeft, cutRight, moreLine, topOf, wrap, type Page } from './page.ts';
import { tableLines } from './table.ts';

const ROWS_SHOWN = 4;
const MODULE_COLUMNS = 34;

/** What a module did, before the names; most far-reaching first: what others can't but notice. */
const VERBS: Readonly<Record<RegistrationKind, string>> = {
  'builtin-patch': 'changes',
  prototype: 'changes',
  'require-hook': 'changes',
  'require-extension': 'compiles',
  global: 'sets',
  registrar: 'calls',
  listener: 'listens to',
  handle: 'opens',
  timer: 'starts',
  'symbol-registry': 'sets',
  metadata: 'defines',
};
const ORDER = Object.keys(VERBS) as RegistrationKind[];
/** The kinds after this one are only counted. */
const NOTABLE = ORDER.indexOf('registrar');

/** What one module did of one kind. */
interface Group {
  readonly module: string;
  readonly kind: RegistrationKind;
  readonly items: Registration[];
}

/** What modules registered while they were evaluated: how many of each kind, and who did the most far-reaching. */
export function registrationLines({ registrations }: BootTrace, page: Page): string[] {
  if (!registrations) return [];
  if (registrations.length === 0)
    return ['', page.ink.dim('  no module had side effects while it was evaluated')];
  const counts = ORDER.flatMap((kind) => {
    const size = registrations.reduce((sum, each) => sum + (each.kind === kind ? each.count : 0), 0);
    return size === 0 ? [] : [registrationWords(kind, size)];
  });
  const makers = new Set(registrations.map(({ module }) => module)).size;
  const groups = groupsOf(registrations);
  const notable = page.verbose ? groups : groups.filter(({ kind }) => ORDER.indexOf(kind) <= NOTABLE);
  const { shown, more } = topOf(notable, ROWS_SHOWN, page);
  const text = `side effects of ${plural(makers, 'module')} while evaluated: ${counts.join(', ')}`;
  return [
    '',
    ...wrap(text, page.width, '    ', '  '),
    ...(shown.length === 0 ? [] : tableLines(cells(shown, page), ['left', 'left'], '    ')),
    ...moreLine(page, more, '    ', page.top === undefined ? '--verbose' : '--top'),
  ];
}

/** One a module and kind, copies of a package taken together; the most far-reaching first, then those of most. */
function groupsOf(registrations: readonly Registration[]): Group[] {
  const groups = new Map<string, Group>();
  for (const item of registrations) {
    const key = `${ORDER.indexOf(item.kind)} ${shortId(item.module)}`;
    const group = groups.get(key);
    if (!group) groups.set(key, { module: item.module, kind: item.kind, items: [item] });
    else if (!group.items.some((known) => targetText(known) === targetText(item))) group.items.push(item);
  }
  return [...groups.values()].toSorted(
    (one, other) =>
      ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind) || other.items.length - one.items.length,
  );
}

function cells(groups: readonly Group[], page: Page): Cell[][] {
  const longest = Math.max(...groups.map(({ module }) => shortId(module).length));
  const columns = page.verbose ? longest : Math.min(longest, MODULE_COLUMNS);
  const room = page.verbose ? Infinity : page.width - 4 - columns - 2;
  return groups.map(({ module, kind, items }) => [
    page.ink.cyan(cutLeft(shortId(module), columns)),
    whatText(VERBS[kind], items.map(targetText), room),
  ]);
}

/** As many names as there is room for, and how many there are beside them. */
function whatText(verb: string, names: readonly string[], room: number): string {
  for (let size = names.length; size > 1; size--) {
    const rest = names.length - size;
    const text = `${verb} ${names.slice(0, size).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
    if (text.length <= room) return text;
  }
  const others = names.length > 1 ? ` and ${names.length - 1} more` : '';
  return cutRight(`${verb} ${names[0] ?? ''}`, room - others.length) + others;
}

function targetText({ kind, target, name, count }: Registration): string {
  const times = count === 1 ? '' : ` (${count})`;
  if (kind === 'require-extension' || (kind === 'symbol-registry' && target === 'globalThis'))
    return (kind === 'require-extension' ? name : `Symbol.for(${name})`) + times;
  if (name === '') return target + times;
  const isProperty = kind !== 'listener' && kind !== 'registrar' && /^[\w$]+$/.test(name);
  if (isProperty) return `${target}.${name}${times}`;
  return `${/^Symbol[.(]/.test(name) ? `${target}[${name}]` : `${target} '${name}'`}${times}`;
}
