import { createRequire } from 'node:module';
import { isAbsolute } from 'node:path';
import type { LaunchResult } from '../boot/launch.ts';
import type { ThreadHeader } from '../boot/protocol.ts';
import { accountModules } from '../boot/trace/account.ts';
import { readTraces } from '../boot/trace/read-traces.ts';
import type { ThreadTrace } from '../boot/trace/read-trace.ts';
import type { ThreadAccount, UsedSoFar } from '../boot/trace/traced-module.ts';
import { bootThread } from '../boot/trace/which-process.ts';
import { isFile } from '../io/files.ts';
import type { BootProcess, RunKind } from '../model/boot.ts';
import { redactCommand } from './redact.ts';

/** What the traces of one run say. */
export interface AccountedRun {
  /** Of the measured thread; null where nothing was traced. */
  readonly header: ThreadHeader | null;
  readonly trace: ThreadTrace | null;
  /** Null in runs that do not look at modules. */
  readonly account: ThreadAccount | null;
  /** By the awaited moment, or the end. */
  readonly used: UsedSoFar | null;
  /** `process.hrtime` of the awaited moment where the process itself told it. */
  readonly momentNs: bigint | null;
  /** What that moment was (`listen`), and the port or 0; null where the process did not tell. */
  readonly moment: { readonly name: string; readonly port: number } | null;
  /** Files loaded; null where the run did not look. */
  readonly modules: number | null;
  /** Absolute path of the main script; null where there is none (`node -e`). */
  readonly main: string | null;
  readonly execPath: string | null;
  readonly others: readonly BootProcess[];
  readonly problems: readonly string[];
}

/** Flags of Node that bring the program itself; what follows are its arguments. */
const INLINE = /^(-e|-p|-pe|--eval|--print)(=|$)/;

/** Of a run without a trace. */
export const NOT_TRACED: AccountedRun = {
  header: null,
  trace: null,
  account: null,
  used: null,
  momentNs: null,
  moment: null,
  modules: null,
  main: null,
  execPath: null,
  others: [],
  problems: [],
};

/**
 * Reads the traces of a run.
 *
 * @param folder the run's folder, absolute
 */
export function accountRun(
  folder: string,
  { readyPid, endedNs }: Pick<LaunchResult, 'readyPid' | 'endedNs'>,
  kind: RunKind,
): AccountedRun {
  const how = { readyPid, endedNs, shown: redactCommand };
  const { boot, hooks, others } = bootThread(readTraces(folder), how);
  if (boot === null) return NOT_TRACED;
  const { trace } = boot;
  const { header } = trace;
  const first = accountModules(trace, hooks === null ? {} : { hooks });
  const looks = kind === 'probed' || kind === 'registrations';
  // What came after the awaited moment is no part of the boot.
  const untilMs = first.readyMs;
  const account =
    untilMs === null ? first : accountModules(trace, { untilMs, ...(hooks !== null && { hooks }) });
  return {
    header,
    trace,
    account: looks ? account : null,
    used: first.usedAtReady ?? first.usedAtEnd,
    momentNs: momentNs(header, untilMs),
    moment: first.ready,
    modules: looks ? account.modules.filter(({ format }) => format !== 'builtin').length : null,
    main: mainOf(header),
    execPath: header.argv[0] ?? null,
    others,
    problems: [...first.problems, ...(trace.damaged === null ? [] : [trace.damaged])],
  };
}

/** The first word behind Node is made absolute where it is a script; its extension may be missing, or it is a folder. */
function mainOf({ argv, execArgv }: ThreadHeader): string | null {
  const [, main] = argv;
  const isScript = main !== undefined && isAbsolute(main) && !execArgv.some((flag) => INLINE.test(flag));
  if (!isScript || isFile(main)) return isScript ? main : null;
  try {
    return createRequire(`${main}/`).resolve(main);
  } catch {
    return null;
  }
}

/** The thread's clock and the launcher's, both taken when the thread started. */
function momentNs({ hrtimeNs, nowMs }: ThreadHeader, atMs: number | null): bigint | null {
  if (atMs === null || hrtimeNs === 0) return null;
  const ns = Math.round(hrtimeNs + (atMs - nowMs) * 1e6);
  return Number.isFinite(ns) ? BigInt(ns) : null;
}
