import type {
  BootDoubt,
  BootFailure,
  BootProcess,
  BootRun,
  BootTotals,
  BootTrace,
  Measured,
  ProbeMode,
  RegistrationKind,
  RunOutcome,
} from '../model/boot.ts';
import { shellWord } from './escape.ts';
import { percent, plural, times } from './numbers.ts';

const MODE: Record<ProbeMode, string> = {
  internal: "Node's own loader",
  'register-hooks': 'module.registerHooks',
  register: 'module.register',
  'cjs-only': 'the CommonJS loader alone',
};

const FAILURE: Record<BootFailure['kind'], string> = {
  'not-started': 'it did not start',
  'exit-code': 'it ended with an error',
  signal: 'it was killed',
  'timed-out': 'it took too long',
  'out-of-memory': 'it ran out of memory',
  'not-ready': 'it ended before it was ready',
  'unsettled-await': 'its top-level await never settled',
  interrupted: 'it was interrupted',
  'no-trace': 'nothing could be measured in it',
};

const OUTCOME: Record<RunOutcome, string> = {
  ready: 'was ready',
  exited: 'exited first',
  crashed: 'crashed',
  'timed-out': 'timed out',
  'not-started': 'did not start',
  interrupted: 'was interrupted',
};

const REGISTRATION: Record<RegistrationKind, readonly [one: string, many: string]> = {
  listener: ['listener', 'listeners'],
  global: ['global', 'globals'],
  prototype: ['change of a prototype', 'changes of prototypes'],
  'builtin-patch': ['patch of a builtin', 'patches of builtins'],
  'symbol-registry': ['Symbol.for key', 'Symbol.for keys'],
  metadata: ['piece of metadata', 'pieces of metadata'],
  'require-extension': ['require extension', 'require extensions'],
  'require-hook': ['require hook', 'require hooks'],
  timer: ['timer', 'timers'],
  handle: ['open handle', 'open handles'],
  registrar: ['registrar call', 'registrar calls'],
};

const PROCESS: Record<BootProcess['kind'], readonly [one: string, many: string]> = {
  launcher: ['launcher', 'launchers'],
  child: ['child process', 'child processes'],
  worker: ['worker', 'workers'],
};

/** A command as one would type it; flags are not quoted. */
export function commandLine(words: readonly string[]): string {
  return words.map((word) => (/^-[\w@./:=+-]*$/.test(word) ? word : shellWord(word))).join(' ');
}

/** By what means modules were seen, after "seen through". */
export function modeWords(mode: ProbeMode): string {
  return MODE[mode];
}

/** What went wrong, in short: `it was killed`. */
export function failureWords(kind: BootFailure['kind']): string {
  return FAILURE[kind];
}

/** `2 listeners`, `1 patch of a builtin`. */
export function registrationWords(kind: RegistrationKind, size: number): string {
  return plural(size, ...REGISTRATION[kind]);
}

/** `child process`. */
export function processWords(kind: BootProcess['kind']): string {
  return PROCESS[kind][0];
}

/** How a run ended where it did not end well: `exit code 3`, `signal SIGKILL`, `timed out`. */
export function endWords({ outcome, exitCode, signal }: BootRun): string {
  if (signal !== null) return `signal ${signal}`;
  if (exitCode !== null && outcome !== 'timed-out') return `exit code ${exitCode}`;
  return OUTCOME[outcome];
}

/**
 * Half of the range that holds a figure, the larger half: ` ±9`; the range itself where that is most of the figure.
 * Nothing where one run tells no range.
 */
export function marginWords({ value, low, high, runs }: Measured, write: (value: number) => string): string {
  const margin = Math.max(high - value, value - low);
  if (runs < 2 || margin <= 0) return '';
  return margin > value / 2 ? ` [${write(low)} to ${write(high)}]` : ` ±${write(margin)}`;
}

/** What another series of runs may show though nothing has changed: a reader who compares two reports must know. */
export function noiseWords({ multiple, multipleNoise, noise }: BootTotals): string | null {
  if (multiple && multipleNoise !== null) {
    const most = 1 + multipleNoise;
    const [low, high] = [times(multiple.value / most), times(multiple.value * most)];
    return low === high ? null : `another series may show ${low} to ${high} without a cause`;
  }
  return noise === null ? null : `another series may differ by ${percent(noise)} without a cause`;
}

/** Why a figure is doubtful, and which one to trust instead. */
export function doubtWords(doubt: BootDoubt): string {
  switch (doubt.kind) {
    case 'waits':
      return `wall time is ${times(doubt.wallMs / doubt.cpuMs)} CPU: the program waits, or the machine is busy; trust CPU`;
    case 'spread':
      return doubt.metric === 'wall'
        ? `wall time varies: the range of its median is ${percent(doubt.spread)} wide; trust CPU`
        : `CPU varies: the range of its median is ${percent(doubt.spread)} wide, a few ms mean nothing here (more --runs narrow it)`;
    case 'few-runs':
      return `only ${plural(doubt.runs, 'run')}: how far the figures may be off is unknown (more --runs help, and a longer --max-time)`;
    case 'overhead':
      return `the probe adds ${percent(doubt.overhead)}: compare the modules with each other, not with the total`;
  }
}

/** When a boot was over, or would have been: `until it listens on port 3000`. */
export function untilWords({ ready, reached = null }: Pick<BootTrace, 'ready' | 'reached'>): string {
  const written = reached ?? ready;
  const colon = written.indexOf(':');
  const [word, argument] = colon < 0 ? [written, ''] : [written.slice(0, colon), written.slice(colon + 1)];
  const until = UNTIL[word.toLowerCase()];
  return `until ${until === undefined ? written : until(argument, written)}`;
}

const UNTIL: Readonly<Record<string, (argument: string, written: string) => string>> = {
  auto: () => 'it exits, listens or is idle',
  exit: () => 'it exits',
  main: () => 'its main module is evaluated',
  listen: (port) => (port === '' ? 'it listens' : `it listens on port ${port}`),
  mark: (name) => (name === '' ? 'its mark' : `its mark ${name}`),
  send: () => 'its first message to its parent',
  stdout: (pattern) => `it prints ${pattern}`,
  http: (rest, written) => `${rest.startsWith('//') ? written : rest} answers`,
  https: (_, written) => `${written} answers`,
  idle: () => 'it is idle',
};
