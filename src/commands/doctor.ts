import { exitCodeOf, guardInterrupts } from '../boot/guard-interrupts.ts';
import { makeRunFolder, removeRunFolder, sweepRunFolders } from '../boot/run-folder.ts';
import { EXIT } from '../errors.ts';
import type { Host } from '../io/host.ts';
import { watchMachine } from '../io/machine.ts';
import { startProgress } from '../io/progress.ts';
import type { DoctorReport, NoiseReport } from '../model/doctor.ts';
import type { BootRequest } from '../recording/boot-request.ts';
import { writeDoctorPrograms } from '../recording/doctor-program.ts';
import { measureNoise } from '../recording/measure-noise.ts';
import { checkProbeModes } from '../recording/probe-modes.ts';
import { variableCosts } from '../recording/variable-costs.ts';
import { jsonText } from '../reporters/escape.ts';
import { doctorLines } from '../reporters/terminal/doctor.ts';
import { requestOfCommand, type BootContext, type BootFlags } from './boot-request.ts';
import { adviceFor } from './doctor-advice.ts';
import type { GlobalFlags } from './flags.ts';
import { rootOf } from './project.ts';

export interface DoctorOptions extends Pick<BootFlags, 'timeout' | 'node'> {
  /** Pairs of boots of each program. */
  readonly runs?: number;
  /** What stood behind `--`; empty where nothing did. */
  readonly command: readonly string[];
}

/** Below a dozen the test of `compare` does not look at all. */
const PAIRS = 12;

/**
 * `doctor`: how noisy this machine is, what difference it can see, which ways to look into Node work, and what to do
 * about all that. Runs programs of ours, and the command where one is given.
 *
 * @returns 0, whatever the machine is like
 */
export async function runDoctor(host: Host, flags: GlobalFlags, options: DoctorOptions): Promise<number> {
  sweepRunFolders();
  const abort = new AbortController();
  const release = guardInterrupts((signal) => abort.abort(signal));
  const progress = startProgress(host, flags.quiet === true);
  const folder = makeRunFolder();
  try {
    const context: BootContext = {
      host,
      root: rootOf(host, flags),
      registrars: [],
      flags: { ...options, registrations: false },
      signal: abort.signal,
      onRun: (_, done) => progress.step(done, 'boots done'),
    };
    const report = await examine(folder, context, options);
    progress.end();
    if (abort.signal.aborted) return exitCodeOf(abort.signal.reason as NodeJS.Signals);
    const text = flags.json ? jsonText(report) : doctorLines(report).join('\n');
    host.stdout.write(`${text}\n`);
    return EXIT.clean;
  } finally {
    progress.end();
    release();
    removeRunFolder(folder);
  }
}

async function examine(
  folder: string,
  context: BootContext,
  { runs = PAIRS, command }: DoctorOptions,
): Promise<DoctorReport> {
  const machine = watchMachine(context.host.env, context.host.platform);
  const programs = writeDoctorPrograms(folder);
  const boot = (script: string): BootRequest => ({
    ...requestOfCommand(['node', script], [], {
      ...context,
      flags: { ...context.flags, ready: 'exit' },
    }),
    cwd: folder,
  });
  const noise: NoiseReport[] = [
    await measureNoise({ ...boot(programs.small), entry: 'a small program of ours' }, runs),
  ];
  if (command.length > 0) noise.push(await measureNoise(requestOfCommand(command, [], context), runs));
  const variables = await variableCosts(boot(programs.empty));
  const { modes, version } = await checkProbeModes(boot(programs.mixed), programs.mixedFiles);
  const found = {
    schemaVersion: 1,
    command: 'doctor',
    machine: machine(),
    node: { version: version ?? 'unknown', ownVersion: process.version, modes },
    noise,
    variables,
  } as const;
  return { ...found, advice: adviceFor(found) };
}
