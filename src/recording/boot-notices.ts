import type { LaunchResult } from '../boot/launch.ts';
import type { RunKind } from '../model/boot.ts';
import type { Notice } from '../model/finding.ts';
import type { BootRequest } from './boot-request.ts';
import type { RecordedRun } from './one-run.ts';
import { type KnownSecrets, redactOutput, redactText } from './redact.ts';

const TITLES_SHOWN = 3;
const LONGEST_NAME = 80;
const LONGEST_TITLE = 120;
/** A limit that is just enough would not be enough the next time. */
const MORE_TIME = 1.2;
const STEP_S = 10;

/**
 * Says that there was no time for all runs that were asked for; nothing where there was.
 *
 * @param left kinds of the runs that were left out
 */
export function stoppedEarly(
  { entry, budgetMs }: Pick<BootRequest, 'entry' | 'budgetMs'>,
  runs: readonly Pick<RecordedRun, 'run'>[],
  left: readonly RunKind[],
  elapsedMs: number,
): Notice[] {
  const told = (['plain', 'probed'] as const).flatMap((kind) => {
    const missing = left.filter((each) => each === kind).length;
    const done = runs.filter(({ run }) => run.kind === kind).length;
    return missing === 0 ? [] : [`${done} of ${done + missing} ${kind} runs`];
  });
  if (told.length === 0) return [];
  const neededS =
    ((Math.max(elapsedMs, budgetMs) * (runs.length + left.length)) / runs.length / 1000) * MORE_TIME;
  return [
    {
      code: 'limit',
      level: 'info',
      message: `${named(entry)}: measuring stopped after ${told.join(' and ')}, for lack of time`,
      hint: `Give it more time: --max-time ${Math.ceil(neededS / STEP_S) * STEP_S}s.`,
    },
  ];
}

/**
 * Names processes of a boot's last run that its command left running, and those of any run that could not be ended.
 * That children run while a server does is usual; that they outlive it is not.
 */
export function leftRunning(
  request: Pick<BootRequest, 'entry' | 'ready'> & KnownSecrets,
  runs: readonly RecordedRun[],
): Notice[] {
  const last = runs.findLast(({ run }) => run.kind !== 'bare');
  return [...(last === undefined ? [] : leftByCommand(request, last)), ...notEnded(request, runs)];
}

function leftByCommand(
  request: Pick<BootRequest, 'entry' | 'ready'> & KnownSecrets,
  { launched, header }: Pick<RecordedRun, 'launched' | 'header'>,
): Notice[] {
  const { entry, ready } = request;
  const hasEnded = launched.exit !== null;
  // Below a launcher the measured process itself is one of them.
  const others = launched.left.filter(({ pid }) => hasEnded || pid !== header?.pid);
  if (others.length === 0) return [];
  const running = `${others.length} ${others.length === 1 ? 'process' : 'processes'}`;
  const message = hasEnded
    ? `${named(entry)}: ended and left ${running} running: ${titles(others, request)}`
    : `${named(entry)}: ${running} more ran when the boot was over: ${titles(others, request)}`;
  const isOdd = hasEnded || ready.name === 'exit';
  return [
    {
      code: 'left-running',
      level: isOdd ? 'warning' : 'info',
      message,
      hint: isOdd
        ? 'They were ended. Without import-budget they go on: let the program end what it starts.'
        : 'They were ended with it.',
    },
  ];
}

function notEnded({ entry }: Pick<BootRequest, 'entry'>, runs: readonly RecordedRun[]): Notice[] {
  const pids = [...new Set(runs.flatMap(({ launched }) => launched.unkilled))].join(' ');
  if (pids === '') return [];
  return [
    {
      code: 'left-running',
      level: 'warning',
      message: `${named(entry)}: processes that it started could not be ended and still run: ${pids}`,
      hint: `End them yourself: kill -9 ${pids}`,
    },
  ];
}

function titles(left: LaunchResult['left'], secrets: KnownSecrets): string {
  const shown = left
    .slice(0, TITLES_SHOWN)
    .map(({ title }) => cut(redactText(redactOutput(title, secrets)), LONGEST_TITLE));
  const more = left.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join('; ');
}

function named(entry: string): string {
  return `'${cut(entry, LONGEST_NAME)}'`;
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
