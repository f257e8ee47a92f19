import type { ReadyProbe } from '../boot/ready/ready-probe.ts';
import { readyProbe, readyText } from '../boot/ready/registry.ts';
import { DEFAULT_RUNS, MEASURING_BUDGET_MS } from '../boot/run-plan.ts';
import { UsageError } from '../errors.ts';
import type { Host } from '../io/host.ts';
import type { ProbeMode } from '../model/boot.ts';
import type { EntryConfig } from '../model/config.ts';
import type { BootRequest } from '../recording/boot-request.ts';
import { redactCommand } from '../recording/redact.ts';
import { nodeBinary } from './node-binary.ts';

/** Flags of the commands that boot, as parsed. */
export interface BootFlags {
  readonly ready?: string;
  readonly runs?: number;
  readonly probedRuns?: number;
  readonly timeout?: number;
  readonly maxTime?: number;
  readonly node?: string;
  readonly exitCode?: readonly number[];
  readonly compileCache?: true;
  readonly coldDisk?: true;
  readonly memory?: true;
  /** False after `--no-registrations`. */
  readonly registrations: boolean;
  readonly probeMode?: ProbeMode;
}

/** What boots of one command line have in common. */
export interface BootContext {
  readonly host: Host;
  /** Absolute real path, forward slashes. */
  readonly root: string;
  readonly registrars: readonly string[];
  readonly flags: BootFlags;
  readonly signal: AbortSignal;
  readonly onRun: BootRequest['onRun'];
}

const DEFAULT_TIMEOUT_MS = 30_000;
const TYPESCRIPT = /\.[cm]?tsx?$/i;

/**
 * What to boot for an entry: its own command, or Node with its file. It runs in the root.
 *
 * @throws UsageError where the entry's settings make no sense, or its file cannot be started as it is
 */
export function requestOfEntry(entry: EntryConfig, context: BootContext): BootRequest {
  const { run, ready, env, node, exitCode } = entry.boot;
  const own = run as readonly string[] | undefined;
  return {
    // Where nobody names a command, it is the Node we run on.
    ...common(context, {
      ready: readyText(ready),
      node: (node as string | undefined) ?? (own === undefined ? process.execPath : undefined),
    }),
    entry: entry.name,
    command: own ?? commandOf(entry),
    cwd: context.root,
    ownEnv: (env ?? {}) as Record<string, string>,
    // What the command says itself is not said again.
    conditions: own === undefined ? [] : entry.conditions.filter((name) => !saysCondition(own, name)),
    exitCodes: context.flags.exitCode ?? [exitCode ?? 0].flat().map(Number),
  };
}

/** `--conditions=name`, also within a word for a shell; `--conditions name`, `-C name`, `-C=name`. */
function saysCondition(command: readonly string[], name: string): boolean {
  const words = command.flatMap((word) => word.split(/[\s"']+/));
  return words.some(
    (word, at) =>
      word === `--conditions=${name}` ||
      word === `-C=${name}` ||
      (word === name && /^(--conditions|-C)$/.test(words[at - 1] ?? '')),
  );
}

/** What to boot for a command given after `--`. It runs in the present folder. */
export function requestOfCommand(
  command: readonly string[],
  conditions: readonly string[],
  context: BootContext,
): BootRequest {
  return {
    ...common(context, { ready: undefined, node: undefined }),
    entry: redactCommand(command).join(' '),
    command,
    cwd: context.host.cwd,
    ownEnv: {},
    conditions,
    exitCodes: context.flags.exitCode ?? [0],
  };
}

function common(
  { host, root, registrars, flags, signal, onRun }: BootContext,
  own: { readonly ready: string | undefined; readonly node: string | undefined },
): Omit<BootRequest, 'entry' | 'command' | 'cwd' | 'ownEnv' | 'conditions' | 'exitCodes'> {
  const node = flags.node ?? own.node;
  return {
    root,
    env: host.childEnv ?? host.env,
    cleanEnv: host.childEnv !== undefined,
    node: node === undefined ? undefined : nodeBinary(node, host, root),
    ready: shownSafely(readyProbe(flags.ready ?? own.ready ?? 'auto')),
    plainRuns: flags.runs ?? DEFAULT_RUNS.plain,
    probedRuns: flags.probedRuns ?? DEFAULT_RUNS.probed,
    timeoutMs: flags.timeout ?? DEFAULT_TIMEOUT_MS,
    budgetMs: flags.maxTime ?? MEASURING_BUDGET_MS,
    compileCache: flags.compileCache === true,
    coldDisk: flags.coldDisk === true,
    withRegistrations: flags.registrations,
    registrars,
    mode: flags.probeMode,
    signal,
    onRun,
  };
}

/** An address may hold a password. */
function shownSafely(ready: ReadyProbe): ReadyProbe {
  return { ...ready, name: redactCommand([ready.name]).join('') };
}

function commandOf(entry: EntryConfig): readonly string[] {
  if (TYPESCRIPT.test(entry.file) && !stripsTypes()) {
    throw new UsageError({
      code: 'no-command',
      message: `entry '${entry.name}': this Node cannot start ${entry.file} as it is`,
      hint: 'Say in the config how it is started ("run": ["node", "dist/main.js"]), or boot the command itself: import-budget boot -- COMMAND',
      at: { file: entry.file },
    });
  }
  const preloads = entry.preloads.flatMap(({ specifier, how }) => [`--${how}`, specifier]);
  const conditions = entry.conditions.map((name) => `--conditions=${name}`);
  return ['node', ...conditions, ...preloads, entry.file];
}

/** Node runs TypeScript files without a flag since 22.18. */
function stripsTypes(): boolean {
  return Boolean((process.features as { typescript?: unknown }).typescript);
}
