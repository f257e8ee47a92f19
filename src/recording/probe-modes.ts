import type { ProbeMode } from '../model/boot.ts';
import type { ProbeModeCheck } from '../model/doctor.ts';
import type { BootRequest } from './boot-request.ts';
import { cannotSee } from './cannot-see.ts';
import { runOnce } from './one-run.ts';

const MODES: readonly ProbeMode[] = ['internal', 'register-hooks', 'register', 'cjs-only'];

/** What the program that modes are tried on must show. */
export interface ExpectedFiles {
  /** Ends of the names of its files. */
  readonly commonJs: readonly string[];
  readonly esModules: readonly string[];
}

/** A check, and the version of the Node that was looked into. */
export interface CheckedModes {
  readonly modes: readonly ProbeModeCheck[];
  readonly version: string | null;
}

/** Tries each way to look into Node on a program whose modules are known. */
export async function checkProbeModes(request: BootRequest, expected: ExpectedFiles): Promise<CheckedModes> {
  const modes: ProbeModeCheck[] = [];
  let version: string | null = null;
  for (const mode of MODES) {
    const recorded = await runOnce(
      { ...request, mode },
      { kind: 'probed', bareNode: process.execPath, registrars: [], compileCache: null },
    );
    const { header, run, account, problems } = recorded;
    version ??= header?.node ?? null;
    const seen = account?.modules.map(({ key }) => key) ?? [];
    const wanted = mode === 'cjs-only' ? expected.commonJs : [...expected.commonJs, ...expected.esModules];
    const missing = wanted.filter((name) => !seen.some((key) => key.endsWith(name)));
    const problem =
      header === null || run.outcome !== 'ready'
        ? 'a program does not run in it'
        : (problems[0] ?? (missing.length > 0 ? `it does not see ${missing.join(', ')}` : null));
    modes.push({ mode, problem, cannotSee: cannotSee(mode) });
  }
  return { modes, version };
}
