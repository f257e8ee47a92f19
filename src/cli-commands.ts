import { Argument, Option, type Command } from 'commander';
import { addCuts } from './cli-cuts.ts';
import type { Given } from './cli-given.ts';
import { toCount, toDuration, toExitCodes, toPort, toShare } from './cli-values.ts';
import { UsageError } from './errors.ts';
import type { BaselineOptions } from './commands/baseline-report.ts';
import type { BootOptions } from './commands/boot.ts';
import type { CheckOptions } from './commands/check-options.ts';
import type { DoctorOptions } from './commands/doctor.ts';
import type { CompareOptions } from './commands/compare.ts';
import type { CyclesOptions } from './commands/cycles.ts';
import type { LiveFlags } from './commands/live-flags.ts';
import type { ReportOptions } from './commands/report.ts';

/** Declares every command; each loads its code when it is chosen. */
export function addCommands(program: Command, given: Given): void {
  addGraph(program, given);
  addBoot(program, given);
  addWhy(program, given);
  addCycles(program, given);
  addCuts(program, given);
  addCheck(program, given);
  addCompare(program, given);
  addReport(program, given);
  addBaseline(program, given);
  addDoctor(program, given);
  addInit(program, given);
}

function addGraph(program: Command, { host, flags, finish }: Given): void {
  program
    .command('graph')
    .description('the startup graph of each entry: counts, heaviest packages, cycles')
    .argument('[entry...]', 'entries of the config by name or glob, or files')
    .option('--top <n>', 'packages shown for each entry', toCount)
    .action(async (entries: string[], options: { top?: number }) =>
      finish(await (await import('./commands/graph.ts')).runGraph(await host(), flags(), entries, options)),
    );
}

function addBoot(program: Command, { host, flags, finish, behind }: Given): void {
  withLiveOptions(withBootOptions(program.command('boot')))
    .usage('[options] [entry...]  |  boot [options] -- COMMAND')
    .description('real cold boots, timed per module (runs your code)')
    .argument('[entry...]', 'entries of the config by name or glob, or files')
    .option('--top <n>', 'rows of each list', toCount)
    .option('--depth <n>', 'levels of the tree', toCount)
    .addOption(new Option('--sort <by>', 'of the tree').choices(['retained', 'total', 'self', 'order']))
    .action(async (words: string[], options: Omit<BootOptions, 'command'>) => {
      if (behind?.length === 0) throw noCommand();
      const command = behind ?? [];
      const names = words.slice(0, words.length - command.length);
      const run = isLive(options)
        ? (await import('./commands/live-boot.ts')).runLiveBoot
        : (await import('./commands/boot.ts')).runBoot;
      finish(await run(await host(), flags(), names, { ...options, command }));
    });
}

/** How entries are booted, whatever it is for. */
function withBootOptions(command: Command): Command {
  return command
    .option(
      '--ready <when>',
      'exit, main, listen[:port], mark:NAME, send, stdout:REGEX, http:URL, idle[:ms], auto',
    )
    .option('--runs <n>', 'boots without the probe; their median is the headline (default 7)', toCount)
    .option('--probed-runs <n>', 'boots with the probe; the least of each module counts (default 5)', toCount)
    .option('--timeout <duration>', 'limit of one boot (default 30s)', toDuration)
    .option('--max-time <duration>', 'all boots of an entry, after at least 3 + 2 (default 30s)', toDuration)
    .option('--node <bin>', 'Node binary to boot with')
    .option('--exit-code <n>', 'exit code that counts as a good boot; repeatable', toExitCodes)
    .option('--compile-cache', "boot with Node's compile cache, filled before")
    .option('--cold-disk', "drop the program's files from the page cache before each boot (Linux)")
    .option('--memory', 'measure what each direct dependency keeps in memory, in a run of its own')
    .option('--no-registrations', 'leave out the run that records what modules register')
    .addOption(
      new Option('--probe-mode <mode>', 'how modules are seen, instead of the best way')
        .choices(['internal', 'register-hooks', 'register', 'cjs-only'])
        .hideHelp(),
    );
}

/** To stay, and to be looked at. */
function withLiveOptions(command: Command): Command {
  return command
    .option('--watch', 'run again what a save touched, until Ctrl-C (--json: one line a run)')
    .option('--serve [port]', 'show it as a page of this machine, updated while runs come in', toPort);
}

function isLive({ watch, serve }: LiveFlags): boolean {
  return watch === true || serve !== undefined;
}

/** An unset variable of a shell; all entries of the config are not what was meant. */
function noCommand(): UsageError {
  return new UsageError({
    code: 'no-command',
    message: 'there is no command behind --',
    hint: 'Give it (import-budget boot -- node main.js), or name an entry instead.',
  });
}

function addWhy(program: Command, { host, flags, finish }: Given): void {
  program
    .command('why')
    .description('why a module or package is on the startup path, and the fewest imports to cut')
    .argument('<module>', 'a file, a package, a builtin or a glob')
    .argument('[entry...]', 'entries of the config by name or glob, or files')
    .action(async (module: string, entries: string[]) =>
      finish(await (await import('./commands/why.ts')).runWhy(await host(), flags(), module, entries)),
    );
}

function addCycles(program: Command, { host, flags, finish }: Given): void {
  program
    .command('cycles')
    .description('import cycles by what they do: break now, would if another module came first, harmless')
    .argument('[entry...]', 'entries of the config by name or glob, or files')
    .option('--top <n>', 'cycles shown of each group', toCount)
    .addOption(
      new Option(
        '--emit <compiler>',
        'what makes JavaScript of TypeScript (default: by the command)',
      ).choices(['tsc', 'esbuild', 'node']),
    )
    .option('--prove', 'load unsafe modules first in processes of their own, 20 a cycle (runs your code)')
    .option('--prove-all', 'the same with all of them')
    .option('--timeout <duration>', 'limit of one load (default 30s)', toDuration)
    .option('--node <bin>', 'Node binary to predict, and to load with')
    .action(async (entries: string[], options: CyclesOptions) =>
      finish(await (await import('./commands/cycles.ts')).runCycles(await host(), flags(), entries, options)),
    );
}

function addCheck(program: Command, { host, flags, finish }: Given): void {
  withLiveOptions(withBootOptions(program.command('check')))
    .description(
      'the gate: rules and budgets of the config (boots, so it runs your code, unless --static-only)',
    )
    .argument('[entry...]', 'entries of the config by name or glob')
    .option('--static-only', 'judge the static graph alone, boot nothing')
    .option('--base <ref>', 'a git ref: what the rules find there too does not fail')
    .option('--install', "with --base: install its packages, scripts off (default: the working tree's)")
    .option('--prepare <command>', 'with --base: run in its checkout before it is analysed: npm run build')
    .option('--changed-since <ref>', 'only entries that may load a file changed since that git ref')
    .option('--shard <i/n>', 'the i-th of n parts of the entries; join with report merge')
    .option('--total-time <duration>', 'limit of all boots and loads together (default 10m)', toDuration)
    .action(async (entries: string[], options: CheckOptions) => {
      const run = isLive(options)
        ? (await import('./commands/live-check.ts')).runLiveCheck
        : (await import('./commands/check.ts')).runCheck;
      finish(await run(await host(), flags(), entries, options));
    });
}

function addCompare(program: Command, { host, flags, finish }: Given): void {
  program
    .command('compare')
    .usage('[options] BASE-REF [HEAD-REF]  |  compare [options] BASE.json HEAD.json')
    .description('what came to startup and what left, and whether it got slower (refs: runs your code)')
    .argument('<base>', 'a git ref, or a saved report')
    .argument('[head]', 'the same (default: the working tree)')
    .option('--static-only', 'compare the static graphs alone, boot nothing')
    .option('--install', "install each commit's packages, scripts off (default: those of the working tree)")
    .option('--prepare <command>', 'run in each checkout before it is booted: npm run build')
    .option('--regression <percent>', 'least change of CPU that is called slower (default 3%)', toShare)
    .option('--ready <when>', 'when a boot is over, as of boot')
    .option('--timeout <duration>', 'limit of one boot (default 30s)', toDuration)
    .option('--max-time <duration>', 'all boots of an entry (default 5m)', toDuration)
    .option('--node <bin>', 'Node binary to boot with')
    .option('--exit-code <n>', 'exit code that counts as a good boot; repeatable', toExitCodes)
    .action(async (base: string, head: string | undefined, options: CompareOptions) => {
      const { runCompare } = await import('./commands/compare.ts');
      finish(await runCompare(await host(), flags(), base, head, options));
    });
}

function addReport(program: Command, { host, flags, finish }: Given): void {
  program
    .command('report')
    .usage('[options] <file>  |  report [options] merge <file...>')
    .description('a saved JSON report in another format, or those of shards put together')
    .argument('<file...>', 'the report, or merge and the reports')
    .option('-o, --out <file>', 'write the report as JSON: short for --output json=FILE')
    .option('--top <n>', 'rows of each list', toCount)
    .option('--depth <n>', 'levels of a tree', toCount)
    .addOption(new Option('--sort <by>', 'of a tree').choices(['retained', 'total', 'self', 'order']))
    .action(async (words: string[], options: ReportOptions) =>
      finish(await (await import('./commands/report.ts')).runReport(await host(), flags(), words, options)),
    );
}

function addBaseline(program: Command, { host, flags, finish }: Given): void {
  program
    .command('baseline')
    .description('update: record what startup holds, to shrink from there; prune: drop what no longer exists')
    .addArgument(new Argument('<action>').choices(['update', 'prune']))
    .argument('[entry...]', 'entries of the config by name or glob')
    .option('--from <report.json>', 'take what a saved report says')
    .option('--boot', 'boot each entry as well: what is really loaded, and registered (runs your code)')
    .option('--allow-additions', 'add names that are new; without it they are listed (exit code 1)')
    .option('--timeout <duration>', 'limit of one boot (default 30s)', toDuration)
    .option('--node <bin>', 'Node binary to boot with')
    .action(async (action: 'update' | 'prune', entries: string[], options: BaselineOptions) => {
      const { pruneBaseline, updateBaseline } = await import('./commands/baseline.ts');
      const seen = await host();
      finish(
        action === 'prune'
          ? await pruneBaseline(seen, flags())
          : await updateBaseline(seen, flags(), entries, options),
      );
    });
}

function addDoctor(program: Command, { host, flags, finish, behind }: Given): void {
  program
    .command('doctor')
    .usage('[options]  |  doctor [options] -- COMMAND')
    .description('how noisy this machine is, what difference it can see, and what to do about it')
    .argument('[command...]')
    .option('--runs <n>', 'pairs of boots (default 12)', toCount)
    .option('--timeout <duration>', 'limit of one boot (default 30s)', toDuration)
    .option('--node <bin>', 'Node binary to boot with')
    .action(async (_: string[], options: Omit<DoctorOptions, 'command'>) => {
      const { runDoctor } = await import('./commands/doctor.ts');
      finish(await runDoctor(await host(), flags(), { ...options, command: behind ?? [] }));
    });
}

function addInit(program: Command, { host, flags, finish }: Given): void {
  program
    .command('init')
    .description('find the entries of this project and write a commented config')
    .option('--force', 'replace the config that is there')
    .option('--dry-run', 'print the config instead of writing it')
    .addOption(
      new Option('--format <format>', 'of the config file')
        .choices(['jsonc', 'json', 'ts', 'mjs'])
        .default('jsonc'),
    )
    .action(async (options: { force?: true; dryRun?: true; format: 'jsonc' | 'json' | 'ts' | 'mjs' }) =>
      finish(
        await (await import('./commands/start-config.ts')).runStartConfig(await host(), flags(), options),
      ),
    );
}
