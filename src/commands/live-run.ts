import { exitCodeOf, guardInterrupts } from '../boot/guard-interrupts.ts';
import { EXIT, knownError, type ErrorDetail } from '../errors.ts';
import type { Host } from '../io/host.ts';
import type { Report } from '../model/report.ts';
import { visible } from '../reporters/escape.ts';
import type { OnEntryRun } from './boot-all.ts';
import { printProblems, reportFailure } from './failure.ts';
import type { GlobalFlags } from './flags.ts';
import type { LiveFlags } from './live-flags.ts';
import { executedWords } from './live-words.ts';
import { rootOf } from './project.ts';
import { savingFailure } from './saving-failure.ts';
import type { LivePage } from './serve-live.ts';
import type { Known } from './watch-known.ts';
import type { ProjectWatch } from './watch-project.ts';

/** What a run is given. */
export interface LiveStep {
  /** Since the last run that went through, relative to the root; empty for the first one. */
  readonly changed: ReadonlySet<string>;
  /** The last run failed: that is what is shown now. */
  readonly isAfterFailure: boolean;
  readonly signal: AbortSignal;
  readonly onRun: OnEntryRun;
  /** Says which entries are run. */
  readonly say: (text: string) => void;
}

/** What a run came to. */
export interface LiveResult {
  readonly report: Report;
  readonly problems: readonly ErrorDetail[];
  readonly code: number;
  /** Entries of which the report may say something else than the last one. */
  readonly renewed: readonly string[];
  readonly known: Known;
  /** What a page shows beside it. */
  readonly more: () => Promise<Partial<Report>>;
}

/** A command that may be run again and again. */
export interface LiveCommand {
  readonly print: (report: Report) => Promise<void>;
  /** @returns null where the changes matter to no entry after all */
  readonly step: (step: LiveStep) => Promise<LiveResult | null>;
}

/** Erases the screen and what was scrolled off it. */
const CLEAR = '\u001b[2J\u001b[3J\u001b[H';

/**
 * Runs a command, with `--watch` again after each save that may matter, one run after the other; with `--serve` a page is
 * told of all of it.
 *
 * @returns the exit code of the last run that ended; that of the signal where one broke off
 */
export async function runLive(
  host: Host,
  flags: GlobalFlags,
  live: LiveFlags,
  command: LiveCommand,
): Promise<number> {
  const abort = new AbortController();
  const release = guardInterrupts((name) => abort.abort(name));
  const session = new LiveSession(host, flags, command, abort.signal);
  try {
    if (live.serve !== undefined) session.page = await openPage(host, live.serve);
    if (live.watch === true) {
      const { ProjectWatch } = await import('./watch-project.ts');
      session.watch = new ProjectWatch(rootOf(host, flags));
    }
    return await session.run();
  } finally {
    session.watch?.close();
    await session.page?.close(session.code);
    release();
  }
}

async function openPage(host: Host, port: true | number): Promise<LivePage> {
  const [{ LivePage }, { htmlPage }] = await Promise.all([
    import('./serve-live.ts'),
    import('./serve-html.ts'),
  ]);
  const page = new LivePage(htmlPage);
  host.stderr.write(`serving ${await page.open(port)}\n`);
  return page;
}

class LiveSession {
  /** Of the last run that ended. */
  code: number = EXIT.couldNot;
  page: LivePage | undefined;
  watch: ProjectWatch | undefined;
  private readonly host: Host;
  private readonly flags: GlobalFlags;
  private readonly command: LiveCommand;
  private readonly signal: AbortSignal;
  private known: Known | null = null;
  private runs = 0;

  constructor(host: Host, flags: GlobalFlags, command: LiveCommand, signal: AbortSignal) {
    this.host = host;
    this.flags = flags;
    this.command = command;
    this.signal = signal;
  }

  async run(): Promise<number> {
    // One that failed has not dealt with what changed before it.
    let changed = new Set<string>();
    for (let isDone = true; ;) {
      const begunMs = Date.now();
      isDone = await this.once(changed, !isDone);
      if (this.signal.aborted) return (this.code = exitCodeOf(this.signal.reason as NodeJS.Signals));
      if (this.watch === undefined) return this.code;
      const fresh = await this.saves(this.watch, isDone, begunMs);
      if (this.signal.aborted) return this.code;
      changed = new Set([...(isDone ? [] : changed), ...fresh]);
    }
  }

  private async saves(watch: ProjectWatch, isDone: boolean, begunMs: number): Promise<ReadonlySet<string>> {
    watch.follow(this.known, isDone, begunMs);
    this.say(`waiting for a save (${String(watch.folders)} folders watched; Ctrl-C ends)`);
    const saved = await watch.next(this.signal);
    const code = (this.known?.configFiles ?? []).filter((file) => saved.has(file) && /\.[cm]?js$/.test(file));
    if (code.length > 0) this.say(executedWords(code));
    return saved;
  }

  /** @returns whether it went through */
  private async once(changed: ReadonlySet<string>, isAfterFailure: boolean): Promise<boolean> {
    const { host, flags, signal, page } = this;
    const onRun = page?.run ?? (() => undefined);
    const step = { changed, isAfterFailure, signal, onRun, say: (text: string) => this.say(text) };
    try {
      const result = await savingFailure(host, flags, () => this.command.step(step));
      if (result !== null) await this.show(result);
      return true;
    } catch (error) {
      const { detail } = knownError(error);
      page?.fail(detail);
      if (this.watch === undefined) throw error;
      this.clear();
      this.code = reportFailure(error, host, { json: this.isJson, quiet: flags.quiet === true });
      return false;
    }
  }

  private get isJson(): boolean {
    return this.flags.json === true || this.flags.reporter.includes('json');
  }

  private async show({ report, problems, code, renewed, known, more }: LiveResult): Promise<void> {
    this.known = known;
    this.code = code;
    this.clear();
    await this.command.print(report);
    if (!this.signal.aborted) printProblems(problems, this.host, this.flags.quiet === true);
    if (this.page === undefined) return;
    // The figures at once, what takes longer to work out after them.
    await this.page.show(report, renewed);
    const rest = this.signal.aborted ? {} : await more();
    if (Object.keys(rest).length > 0) await this.page.show({ ...report, ...rest }, renewed);
  }

  /** The last result stays to be read until the next one is there. */
  private clear(): void {
    if (this.runs++ > 0 && this.host.stdout.isTerminal && !this.isJson) this.host.stdout.write(CLEAR);
  }

  private say(text: string): void {
    if (this.flags.quiet !== true) this.host.stderr.write(`${visible(text)}\n`);
  }
}
