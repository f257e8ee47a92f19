import type { BootTrace } from '../../model/boot.ts';
import type { Notice } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import { bootPackages } from '../boot-packages.ts';
import { commandLine } from '../boot-words.ts';
import { shellWord } from '../escape.ts';
import { millis, plural } from '../numbers.ts';
import { shortId } from '../places.ts';
import { whyCommand } from '../wording.ts';
import { driftLines } from './boot-drift.ts';
import { briefLines } from './boot-brief.ts';
import { failureLines } from './boot-failure.ts';
import { headlineLines, nameLines } from './boot-headline.ts';
import { memoryLines } from './boot-memory.ts';
import { outsideLines, processLines } from './boot-outside.ts';
import { bootOverview } from './boot-overview.ts';
import { builtinLines, packageLines } from './boot-packages.ts';
import { registrationLines } from './boot-registrations.ts';
import { treeLines } from './boot-tree.ts';
import { stepLines, type Step } from './next-steps.ts';
import { noticeLines } from './notices.ts';
import type { Page } from './page.ts';

/** `boot` for a terminal: for each entry what it took, then which modules, packages and builtins took it. */
export function bootLines(report: Report, page: Page): string[] {
  const notices = noticeLines(aboutBoots(report.notices, page), page, 'info');
  const boots = report.boots ?? [];
  if (boots.length === 0) return ['Nothing was booted.', ...notices];
  const { lines, detailed } = bootOverview(boots, page);
  const blocks = [...(lines.length > 0 ? [lines] : []), ...detailed.map((boot) => entryLines(boot, page))];
  return [
    ...blocks.flatMap((block, index) => (index === 0 ? block : ['', '', ...block])),
    ...notices,
    ...aboutImports(report.notices, page),
    ...stepLines(page.brief ? nextSteps(boots).slice(0, 1) : nextSteps(boots), page),
  ];
}

/** What the graph has to say about imports is for `graph`: the boot has shown what they load. */
const ABOUT_IMPORTS: ReadonlySet<Notice['code']> = new Set([
  'unresolved',
  'unresolved-optional',
  'computed-import',
  'lenient-resolution',
  'syntax-error',
  'unreadable',
  'archive',
  'tsconfig',
]);

function aboutBoots(notices: readonly Notice[], { verbose }: Page): readonly Notice[] {
  return verbose ? notices : notices.filter(({ code }) => !ABOUT_IMPORTS.has(code));
}

function aboutImports(notices: readonly Notice[], { verbose, brief, ink }: Page): string[] {
  const size = notices.filter(({ code }) => ABOUT_IMPORTS.has(code)).length;
  if (verbose || brief || size === 0) return [];
  return ['', ink.dim(`i  ${plural(size, 'remark')} on imports in the code (--verbose)`)];
}

function entryLines(boot: BootTrace, page: Page): string[] {
  if (page.brief) return briefLines(boot, page);
  return [
    ...nameLines(boot, page),
    ...failureLines(boot, page),
    ...headlineLines(boot, page),
    ...treeLines(boot, page),
    ...(boot.failure ? [] : detailLines(boot, page)),
  ];
}

/** Of a boot that failed, these would be about what came before the failure, and in its way. */
function detailLines(boot: BootTrace, page: Page): string[] {
  return [
    ...packageLines(boot, page),
    ...builtinLines(boot, page),
    ...outsideLines(boot, page),
    ...processLines(boot, page),
    ...memoryLines(boot, page),
    ...registrationLines(boot, page),
    ...(boot.drift ? driftLines(boot.drift, page) : []),
  ];
}

function nextSteps(boots: readonly BootTrace[]): Step[] {
  const measured = boots.filter(({ modules, failure }) => modules.length > 0 && failure === null);
  const candidates = measured.flatMap((boot) =>
    bootPackages(boot)
      .filter(({ door }) => door !== null)
      .slice(0, 1)
      .map((item) => ({ item, boot })),
  );
  const [heaviest] = candidates.toSorted((one, other) => other.item.retainedMs - one.item.retainedMs);
  const [profiled] = heaviest ? [heaviest.boot] : measured;
  return [...(heaviest ? [whyStep(heaviest)] : []), ...(profiled ? [profileStep(profiled)] : [])];
}

function whyStep({
  item,
  boot,
}: {
  item: { name: string; retainedMs: number; door: { from: string } | null };
  boot: BootTrace;
}): Step {
  const door = item.door ? ` from ${shortId(item.door.from)}` : '';
  // By its file where there is one: a name may come from a flag or package.json, which `why` would not know.
  return {
    command: whyCommand(item.name, boot.main ?? boot.entry),
    gain: `${millis(item.retainedMs)} ms${door}`,
  };
}

function profileStep({ entry, command, ready }: BootTrace): Step {
  const words = commandLine(command);
  const named = words !== entry && command.join(' ') !== entry;
  const file = 'import-budget boot';
  const output = '--output cpuprofile=boot.cpuprofile';
  const until = ready === 'auto' ? '' : ` --ready ${shellWord(ready)}`;
  return {
    command: named ? `${file} ${shellWord(entry)} ${output}` : `${file}${until} ${output} -- ${words}`,
    gain: 'a flame chart for Chrome DevTools or speedscope',
  };
}
