import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { posix } from 'node:path';
import { registrarPlaces } from '../boot/registrar-places.ts';
import { makeRunFolder, removeRunFolder } from '../boot/run-folder.ts';
import type { RegistrarPlace } from '../boot/protocol.ts';
import { isFile, realPath } from '../io/files.ts';
import type { BootEnvironment, BootFailure, BootRun, BootTrace, Registration } from '../model/boot.ts';
import type { Notice } from '../model/finding.ts';
import { summarise } from '../timing/summarise.ts';
import { overheadOf } from '../timing/overhead.ts';
import type { ThreadAccount } from '../boot/trace/traced-module.ts';
import { leftRunning } from './boot-notices.ts';
import type { BootRequest } from './boot-request.ts';
import { cannotSee } from './cannot-see.ts';
import { failureOf } from './failure.ts';
import { mergeModules } from './merge-modules.ts';
import { FactsOfModules } from './module-facts.ts';
import type { RecordedRun } from './one-run.ts';
import { redactCommand, redactOutput } from './redact.ts';
import { reachedBy } from './reached-by.ts';
import { readRegistrations } from './read-registrations.ts';
import { runAll } from './run-all.ts';

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
  const cache = request.compileCache ? makeRunFolder() : null;
  try {
    const places = await watchedPlaces(request, notices);
    const runs = await runAll(request, { registrars: places, compileCache: cache }, notices);
    notices.push(...leftRunning(request, runs));
    return { trace: toTrace(request, runs, measuredAt, notices), notices };
  } finally {
    if (cache !== null) removeRunFolder(cache);
  }
}

/** Where calls of the request's registrars are to be reported; what of them was not found is added to the notices. */
export async function watchedPlaces(
  request: BootRequest,
  notices: Notice[],
): Promise<readonly RegistrarPlace[]> {
  if (!request.withRegistrations || request.registrars.length === 0) return [];
  const { places, problems } = await registrarPlaces(request.registrars, (module) =>
    registrarFile(module, request.root),
  );
  notices.push(...problems);
  return places;
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
  const probed = recorded.filter(({ run, account }) => run.kind === 'probed' && account !== null);
  const whole = probed.filter(({ run }) => run.outcome === 'ready');
  // In one that ended early, times of modules are small for the wrong reason.
  const looked = whole.length > 0 ? whole : probed;
  const [best] = looked;
  const judged = recorded.findLast(({ run }) => run.kind !== 'bare' && !isExtra(run));
  const seenBy = best?.header?.mode ?? null;
  notices.push(...probeNotices(recorded, facts, request));
  return {
    entry: request.entry,
    command: redactCommand(request.command),
    ready: request.ready.name,
    reached: reachedBy(recorded, request.ready),
    main: best?.main == null ? null : facts.of(best.main).id,
    environment: environmentOf(request, recorded, measuredAt),
    probe: {
      mode: seenBy ?? request.mode ?? 'internal',
      cannotSee: seenBy === null ? [] : cannotSee(seenBy),
      overhead: overheadOf(totals),
    },
    runs,
    totals,
    ...mergeModules(looked, facts),
    processes: best?.others ?? [],
    registrations: withoutSecrets(readRegistrations(recorded, facts), request),
    memory: null,
    failure: judged === undefined ? null : failureOfRun(judged, facts, request),
  };
}

/** What the probe could not see in some run. */
function probeNotices(
  recorded: readonly RecordedRun[],
  facts: FactsOfModules,
  request: BootRequest,
): Notice[] {
  const problems = new Set(recorded.flatMap((each) => each.problems));
  const notices = [...problems].map((message): Notice => ({ code: 'probe', level: 'info', message }));
  const extra = recorded.find(({ run }) => isExtra(run));
  const lost = extra === undefined ? null : failureOfRun(extra, facts, request);
  if (lost === null) return notices;
  const message = `what modules register is not known, though the boots went well: in the run that records it ${lost.message}`;
  return [...notices, { code: 'probe', level: 'warning', message, hint: lost.hint }];
}

/** A name may be any text that the program has. */
function withoutSecrets(
  registrations: readonly Registration[] | null,
  request: BootRequest,
): readonly Registration[] | null {
  return registrations?.map((each) => ({ ...each, name: redactOutput(each.name, request) })) ?? null;
}

/** That what modules register could not be recorded does not make the boot a bad one. */
function isExtra({ kind, outcome }: BootRun): boolean {
  return kind === 'registrations' && outcome !== 'interrupted';
}

function failureOfRun(
  { run, launched, account, header }: RecordedRun,
  facts: FactsOfModules,
  request: BootRequest,
): BootFailure | null {
  const running = account === null ? null : lastActive(account);
  const id = running === null ? null : facts.of(running).id;
  return failureOf(run, launched, id, header !== null, request);
}

/** What was being evaluated when a boot broke off, or what threw and was caught by none above it: the innermost. */
function lastActive({ running, modules }: ThreadAccount): string | null {
  if (running !== null) return running;
  const uncaught = new Set<string | null>([null]);
  let innermost: string | null = null;
  // In order of first load: importers come before what they import.
  for (const { key, importer, outcome } of modules) {
    // ES modules begin when all their imports have ended: the importer of one that threw never began.
    if (outcome === 'evaluated' || !uncaught.has(importer)) continue;
    uncaught.add(key);
    if (outcome === 'threw') innermost = key;
  }
  return innermost;
}

function environmentOf(
  { compileCache, coldDisk, cleanEnv }: BootRequest,
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
    ...(cleanEnv && { cleanEnv }),
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
