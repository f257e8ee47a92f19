import type { BootTrace, RegistrationKind } from '../../model/boot.ts';
import { bootPackages } from '../boot-packages.ts';
import { count, millis, plural, VISIBLE_MS } from '../numbers.ts';
import { failureLines } from './boot-failure.ts';
import { headlineLines, nameLines } from './boot-headline.ts';
import { treeLines } from './boot-tree.ts';
import { icicleLines } from './icicle.ts';
import { wrap, type Page } from './page.ts';

/** Further packages are named by --verbose. */
const PACKAGES_NAMED = 2;
const LEAST_SHARE = 0.02;

/**
 * One boot on a screen: what it took, where the time went, and what came in with it; the tables of `--verbose` in a
 * sentence each.
 */
export function briefLines(boot: BootTrace, page: Page): string[] {
  return [
    ...nameLines(boot, page),
    ...failureLines(boot, page),
    ...headlineLines(boot, page),
    ...icicleLines(boot, page),
    ...treeLines(boot, page),
    ...(boot.failure ? [] : sentences(boot, page)),
  ];
}

function sentences(boot: BootTrace, page: Page): string[] {
  const said = [packageSentence(boot), sideSentence(boot), driftSentence(boot)].filter((text) => text !== '');
  return said.length === 0 ? [] : ['', ...said.flatMap((text) => wrap(text, page.width, '    ', '  '))];
}

function packageSentence(boot: BootTrace): string {
  const all = bootPackages(boot);
  const heavy = all.filter(
    ({ retainedMs }) => retainedMs >= Math.max(VISIBLE_MS, (all[0]?.retainedMs ?? 0) * LEAST_SHARE),
  );
  const named = heavy
    .slice(0, PACKAGES_NAMED)
    .map(({ name, retainedMs }) => `${name} ${millis(retainedMs)} ms`);
  if (named.length === 0) return '';
  const more = all.length > named.length ? ` and ${count(all.length - named.length)} more (--verbose)` : '';
  return `packages: ${named.join(' · ')}${more}`;
}

/** What else the boot did: marks that modules left outside themselves, and processes it started. */
function sideSentence({ processes, registrations }: BootTrace): string {
  const size = (kinds: readonly RegistrationKind[]) =>
    (registrations ?? []).reduce((sum, { kind, count }) => sum + (kinds.includes(kind) ? count : 0), 0);
  const patches = size(['builtin-patch', 'prototype']);
  const listeners = size(['listener']);
  const marks = [
    ...(patches > 0 ? [plural(patches, 'patch', 'patches')] : []),
    ...(listeners > 0 ? [plural(listeners, 'listener')] : []),
  ];
  const left = processes.filter((each) => each.left).length;
  const running = left > 0 ? `, ${left} still running` : '';
  return [
    ...(marks.length > 0 ? [`left behind: ${marks.join(' · ')}`] : []),
    ...(processes.length > 0
      ? [`started: ${plural(processes.length, 'process', 'processes')}${running}`]
      : []),
  ].join('; ');
}

function driftSentence({ drift }: BootTrace): string {
  if (!drift || drift.mismatch) return '';
  const sum = (items: readonly { readonly modules: number }[]) =>
    items.reduce((size, { modules }) => size + modules, 0);
  const [missing, extra] = [sum(drift.staticOnly), sum(drift.runtimeOnly)];
  if (missing + extra === 0) return '';
  const parts = [
    missing > 0 ? `${plural(missing, 'file')} not loaded` : '',
    extra > 0 ? `${plural(extra, 'file')} not expected` : '',
  ].filter((text) => text !== '');
  return `against the imports: ${parts.join(', ')}`;
}
