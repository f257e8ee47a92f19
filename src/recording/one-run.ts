import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { childEnvironment } from '../boot/child-environment.ts';
import { launch, type LaunchResult } from '../boot/launch.ts';
import { injectPreload } from '../boot/node-options.ts';
import { childCodeFolder, preloadPath, writePreload } from '../boot/preload.ts';
import type { ChildSettings, LateSettings, RegistrarPlace } from '../boot/protocol.ts';
import { readyProbe } from '../boot/ready/registry.ts';
import { makeRunFolder, removeRunFolder } from '../boot/run-folder.ts';
import { accountRun, type AccountedRun } from './account-run.ts';
import { startedWith } from './started-with.ts';
import type { BootRequest } from './boot-request.ts';
import type { BootRun, RunKind } from '../model/boot.ts';

/** One start of the program and all that is known of it. */
export interface RecordedRun extends AccountedRun {
  readonly run: BootRun;
  readonly launched: LaunchResult;
}

/** What a run is given beside the request. */
export interface RunSetting {
  readonly kind: RunKind;
  /** Binary that bare runs start; the measured process's own. */
  readonly bareNode: string;
  readonly registrars: readonly RegistrarPlace[];
  /** Folder of Node's compile cache; null for none. */
  readonly compileCache: string | null;
  /** What a registrations run loads once the boot is over. */
  readonly late?: LateSettings;
}

/** Starts the program once, in a folder of its own that is removed again. */
export async function runOnce(request: BootRequest, setting: RunSetting): Promise<RecordedRun> {
  const folder = makeRunFolder();
  try {
    const isBare = setting.kind === 'bare';
    const ready = isBare ? readyProbe('exit') : request.ready;
    const env = environment(request, setting, folder, isBare);
    const launched = await launch({
      command: isBare ? [setting.bareNode, emptyScript(folder)] : startedWith(request, env),
      cwd: request.cwd,
      env,
      folder,
      ready,
      timeoutMs: request.timeoutMs,
      signal: request.signal,
    });
    const accounted = accountRun(folder, launched, setting.kind);
    return { ...accounted, launched, run: toRun(setting.kind, launched, accounted, request) };
  } finally {
    removeRunFolder(folder);
  }
}

function environment(
  request: BootRequest,
  { kind, registrars, compileCache, late }: RunSetting,
  folder: string,
  isBare: boolean,
): NodeJS.ProcessEnv {
  const env = childEnvironment(request.env, request.ownEnv, { platform: process.platform, compileCache });
  const conditions = request.conditions.map((name) => `--conditions=${name}`);
  const parts = [env['NODE_OPTIONS'], ...conditions].filter((part) => part !== undefined);
  const own = parts.length === 0 ? undefined : parts.join(' ');
  const settings: ChildSettings = {
    folder,
    kind: kind === 'bare' ? 'plain' : kind,
    mode: request.mode ?? null,
    ready: isBare ? { kind: 'none' } : request.ready.child,
    injected: injectPreload(preloadPath(folder), undefined),
    code: childCodeFolder(),
    registrars,
    ...(late !== undefined && { late }),
  };
  writePreload(folder, settings);
  // What the user preloads is part of the program, not of bare Node.
  return { ...env, NODE_OPTIONS: injectPreload(preloadPath(folder), isBare ? undefined : own) };
}

function emptyScript(folder: string): string {
  const path = join(folder, 'empty.cjs');
  writeFileSync(path, '');
  return path;
}

function toRun(
  kind: RunKind,
  launched: LaunchResult,
  { used, momentNs, modules }: AccountedRun,
  { exitCodes }: BootRequest,
): BootRun {
  const { exit } = launched;
  const endsWell =
    exit === null || (exit.code !== null && (kind === 'bare' ? [0] : exitCodes).includes(exit.code));
  // A program that ended by itself is judged by how; one we ended has reached its moment, or has not.
  const isCrash = (launched.outcome === 'ready' || launched.outcome === 'exited') && !endsWell;
  return {
    kind,
    outcome: isCrash ? 'crashed' : launched.outcome,
    wallMs: Number((momentNs ?? launched.endedNs) - launched.startedNs) / 1e6,
    cpuMs: used?.cpuMs ?? null,
    rssBytes: used?.maxRssBytes ?? null,
    heapBytes: used?.heapUsedBytes ?? null,
    modules,
    exitCode: exit?.code ?? null,
    signal: exit?.signal ?? null,
  };
}
