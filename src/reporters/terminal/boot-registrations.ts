import type { Cell } from 'cli-table3';
import type { BootTrace, Registration, RegistrationKind } from '../../model/boot.ts';
import { registrationWords } from '../boot-words.ts';
import { plural } from '../numbers.ts';
import { shortId } from '../places.ts';
import { topOf } from './boot-packages.ts';
import { cutLeft, cutRight, moreLine, wrap, type Page } from './page.ts';
import { tableLines } from './table.ts';

const NOTABLE_SHOWN = 6;
const TARGET_COLUMNS = 32;

/** Most far-reaching first: what others can't but notice. The kinds after `registrar` are only counted. */
const ORDER: readonly RegistrationKind[] = [
  'builtin-patch',
  'prototype',
  'require-hook',
  'require-extension',
  'global',
  'registrar',
  'listener',
  'handle',
  'timer',
  'symbol-registry',
  'metadata',
];
const NOTABLE = ORDER.indexOf('registrar');

/** What modules registered while they were evaluated: how many of each kind, and the most far-reaching by name. */
export function registrationLines({ registrations }: BootTrace, page: Page): string[] {
  if (!registrations) return [];
  if (registrations.length === 0) return ['', page.ink.dim('  no module registered anything outside itself')];
  const rank = ({ kind }: Registration) => ORDER.indexOf(kind);
  const sorted = registrations.toSorted((one, other) => rank(one) - rank(other));
  const counts = ORDER.flatMap((kind) => {
    const size = registrations.reduce((sum, each) => sum + (each.kind === kind ? each.count : 0), 0);
    return size === 0 ? [] : [registrationWords(kind, size)];
  });
  const makers = new Set(registrations.map(({ module }) => module)).size;
  const notable = page.verbose ? sorted : sorted.filter((item) => rank(item) <= NOTABLE);
  const { shown, more } = topOf(notable, NOTABLE_SHOWN, page);
  const text = `registered by ${plural(makers, 'module')} while evaluated: ${counts.join(', ')}`;
  return [
    '',
    ...wrap(text, page.width, '    ', '  '),
    ...(shown.length === 0 ? [] : tableLines(cells(shown, page), ['left', 'left', 'left'], '    ')),
    ...moreLine(page, more, '    ', page.top === undefined ? '--verbose' : '--top'),
  ];
}

function cells(items: readonly Registration[], page: Page): Cell[][] {
  const targets = items.map(targetText);
  const longest = Math.max(...targets.map((text) => [...text].length));
  const columns = page.verbose ? longest : Math.min(longest, TARGET_COLUMNS);
  const kinds = items.map(({ kind, count }) => registrationWords(kind, count));
  const room = page.width - 4 - Math.max(...kinds.map((text) => text.length)) - 2 - columns - 2;
  return items.map(({ module }, at) => [
    kinds[at] ?? '',
    cutRight(targets[at] ?? '', columns),
    page.ink.cyan(cutLeft(shortId(module), page.verbose ? Infinity : Math.max(room, 12))),
  ]);
}

function targetText({ target, name }: Registration): string {
  if (name === '') return target;
  return /^[\w$]+$/.test(name) && target !== 'process' ? `${target}.${name}` : `${target} '${name}'`;
}
