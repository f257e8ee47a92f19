import type { BootTrace } from '../../model/boot.ts';
import type { Report } from '../../model/report.ts';
import { bootPackages } from '../boot-packages.ts';
import { commandLine } from '../boot-words.ts';
import { shellWord } from '../escape.ts';
import { millis } from '../numbers.ts';
import { shortId } from '../places.ts';
import { whyCommand } from '../wording.ts';
import { driftLines } from './boot-drift.ts';
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
  const notices = noticeLines(report.notices, page, 'info');
  const boots = report.boots ?? [];
  if (boots.length === 0) return ['Nothing was booted.', ...notices];
  const { lines, detailed } = bootOverview(boots, page);
  const blocks = [...(lines.length > 0 ? [lines] : []), ...detailed.map((boot) => entryLines(boot, page))];
  return [
    ...blocks.flatMap((block, index) => (index === 0 ? block : ['', '', ...block])),
    ...notices,
    ...stepLines(nextSteps(boots), page),
  ];
}

function entryLines(boot: BootTrace, page: Page): string[] {
  return [
    ...nameLines(boot, page),
    ...failureLines(boot, page),
    ...headlineLines(boot, page),
    ...treeLines(boot, page),
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
  const measured = boots.filter(({ modules }) => modules.length > 0);
  const candidates = measured.flatMap((boot) =>
    bootPackages(boot)
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

function profileStep({ entry, command }: BootTrace): Step {
  const words = commandLine(command);
  const named = words !== entry && command.join(' ') !== entry;
  const file = 'import-budget boot';
  const output = '--output cpuprofile=boot.cpuprofile';
  return {
    command: named ? `${file} ${shellWord(entry)} ${output}` : `${file} ${output} -- ${words}`,
    gain: 'a flame chart for Chrome DevTools or speedscope',
  };
}
