import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { evictFromPageCache } from '../boot/cold-disk.ts';
import { registrarPlaces } from '../boot/registrar-places.ts';
import { enoughTime, planRuns } from '../boot/run-plan.ts';
import type { RegistrarPlace } from '../boot/protocol.ts';
import { isFile, realPath } from '../io/files.ts';
import type { BootEnvironment, BootTrace, RunKind } from '../model/boot.ts';
import type { Notice } from '../model/finding.ts';
import { summarise } from '../timing/summarise.ts';
import { overheadOf } from '../timing/overhead.ts';
import type { ThreadAccount } from '../boot/trace/traced-module.ts';
import type { BootRequest } from './boot-request.ts';
import { cannotSee } from './cannot-see.ts';
import { failureOf } from './failure.ts';
import { mergeModules } from './merge-modules.ts';
import { FactsOfModules } from './module-facts.ts';
import { runOnce, type RecordedRun, type RunSetting } from './one-run.ts';
import { redactCommand } from './redact.ts';
import { readRegistrations } from './read-registrations.ts';

/** A boot and what must be known to trust it. */
export interface RecordedBoot {
  readonly trace: BootTrace;
  readonly notices: readonly Notice[];
}

/**
 * Boots a program as often as asked: plain runs give its figures, probed runs its modules, bare ones the yardstick. The
 * first run that ends badly is the last one; what was measured by then is returned.
 */
export async function recordBoot(request: BootRequest): Promise<RecordedBoot> {
  const notices: Notice[] = [];
  const measuredAt = new Date().toISOString();
  const cache = request.compileCache ? mkdtempSync(join(tmpdir(), 'import-budget-cache-')) : null;
  try {
    const places = await watchedPlaces(request, notices);
    const runs = await runAll(request, places, cache, notices);
    return { trace: toTrace(request, runs, measuredAt, notices), notices };
  } finally {
    if (cache !== null) rmSync(cache, { recursive: true, force: true });
  }
}

async function watchedPlaces(request: BootRequest, notices: Notice[]): Promise<readonly RegistrarPlace[]> {
  if (!request.withRegistrations || request.registrars.length === 0) return [];
  const { places, problems } = await registrarPlaces(request.registrars, (module) =>
    registrarFile(module, request.root),
  );
  notices.push(...problems);
  return places;
}

async function runAll(
  request: BootRequest,
  registrars: readonly RegistrarPlace[],
  compileCache: string | null,
  notices: Notice[],
): Promise<RecordedRun[]> {
  const runs: RecordedRun[] = [];
  const started = performance.now();
  const left: RunKind[] = [
    // The cache is filled by a run that does not count.
    ...planRuns({ plain: request.plainRuns, probed: request.probedRuns }),
    ...(request.withRegistrations ? (['registrations'] as const) : []),
  ];
  const planned = left.length;
  if (compileCache !== null) await runOnce(request, settingOf('plain', runs, registrars, compileCache));
  while (left.length > 0) {
    const kind = left.shift() as RunKind;
    const progress = {
      elapsedMs: performance.now() - started,
      budgetMs: request.budgetMs,
      done: runs.map(({ run }) => run.kind),
      left: [kind, ...left],
    };
    if (!enoughTime(progress)) {
      if (kind !== 'registrations' && !left.includes('registrations')) break;
      if (kind !== 'registrations') continue;
    }
    request.onRun(kind, runs.length, planned);
    if (request.coldDisk) evict(runs, notices);
    const recorded = await runOnce(request, settingOf(kind, runs, registrars, compileCache));
    runs.push(recorded);
    if (kind !== 'bare' && recorded.run.outcome !== 'ready') break;
  }
  return runs;
}

function settingOf(
  kind: RunKind,
  runs: readonly RecordedRun[],
  registrars: readonly RegistrarPlace[],
  compileCache: string | null,
): RunSetting {
  const bareNode = runs.find(({ execPath }) => execPath !== null)?.execPath ?? process.execPath;
  return { kind, bareNode, registrars, compileCache };
}

function evict(runs: readonly RecordedRun[], notices: Notice[]): void {
  const files = runs.find(({ account }) => account !== null)?.account?.modules.map(({ key }) => key) ?? [];
  const { problem } = evictFromPageCache(files.filter((key) => key.startsWith('/')));
  if (problem === null || notices.some(({ code }) => code === 'cold-disk')) return;
  notices.push({ code: 'cold-disk', level: 'warning', message: problem });
}

function toTrace(
  request: BootRequest,
  recorded: readonly RecordedRun[],
  measuredAt: string,
  notices: Notice[],
): BootTrace {
  const facts = new FactsOfModules(request.root);
  const runs = recorded.map(({ run }) => run);
  const totals = summarise(runs);
  const looked = recorded.filter(({ run, account }) => run.kind === 'probed' && account !== null);
  const best = looked.find(({ run }) => run.outcome === 'ready') ?? looked[0];
  const last = recorded.findLast(({ run }) => run.kind !== 'bare');
  const running = last?.account === undefined || last.account === null ? null : lastActive(last.account);
  const mode = best?.header?.mode ?? request.mode ?? 'cjs-only';
  for (const message of new Set(recorded.flatMap(({ problems }) => problems)))
    notices.push({ code: 'probe', level: 'info', message });
  return {
    entry: request.entry,
    command: redactCommand(request.command),
    ready: request.ready.name,
    main: best?.main == null ? null : facts.of(best.main).id,
    environment: environmentOf(request, recorded, measuredAt),
    probe: { mode, cannotSee: cannotSee(mode), overhead: overheadOf(totals) },
    runs,
    totals,
    ...mergeModules(looked, facts),
    processes: best?.others ?? [],
    registrations: readRegistrations(recorded, facts),
    memory: null,
    failure:
      last === undefined
        ? null
        : failureOf(
            last.run,
            last.launched,
            running === null ? null : facts.of(running).id,
            last.header !== null,
            request,
          ),
  };
}

/** What was being evaluated when a boot broke off, or what threw: the innermost. */
function lastActive({ running, modules }: ThreadAccount): string | null {
  return running ?? modules.findLast(({ outcome }) => outcome === 'threw')?.key ?? null;
}

function environmentOf(
  { compileCache, coldDisk }: BootRequest,
  recorded: readonly RecordedRun[],
  measuredAt: string,
): BootEnvironment {
  const [cpu, ...others] = cpus();
  return {
    node: recorded.find(({ header }) => header !== null)?.header?.node ?? process.version,
    platform: process.platform,
    arch: process.arch,
    cpu: cpu?.model ?? 'unknown',
    cpus: cpu === undefined ? 0 : others.length + 1,
    measuredAt,
    compileCache,
    coldDisk,
  };
}

/** The file below the root, or the main file of a package as the root sees it. */
function registrarFile(module: string, root: string): string | null {
  const path = posix.resolve(root, module);
  if (isFile(path)) return realPath(path);
  try {
    return realPath(createRequire(`${root}/`).resolve(module));
  } catch {
    return null;
  }
}
