import { readFileSync } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { EXIT, UsageError } from './errors.ts';
import type { GlobalFlags } from './commands/flags.ts';
import type { Host } from './io/host.ts';

/**
 * Runs one command line. Every action loads its command when it is chosen: this file is what `--version` pays for.
 *
 * @param argv arguments after the program's name
 * @param source the real process; everything else sees it as a {@link Host}
 * @returns the exit code
 */
export async function main(argv: readonly string[], source: NodeJS.Process): Promise<number> {
  surviveClosedOutput(source);
  let code: number = EXIT.clean;
  const finish = (result: number) => {
    code = result;
  };
  const program = buildProgram(async () => (await import('./io/host.ts')).processHost(source), finish);
  try {
    await program.parseAsync(argv.length === 0 ? ['--help'] : argv, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.clean;
    const { reportFailure } = await import('./commands/failure.ts');
    const { processHost } = await import('./io/host.ts');
    const how = { json: wantsJson(argv), quiet: argv.includes('--quiet') };
    return reportFailure(toKnownError(error), processHost(source), how);
  }
}

/** A reader that has seen enough (`| head -1`) is no failure; a full disk is one, and no stack trace helps with it. */
function surviveClosedOutput(source: NodeJS.Process): void {
  const { stdout, stderr } = source;
  stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') return;
    stderr.write(
      `error: stdout cannot be written: ${code ?? message}\n  Check where the output is sent to.\n`,
    );
    source.exit(EXIT.couldNot);
  });
  stderr.on('error', () => undefined);
}

/** The flags may be what is wrong, so they are looked for in the raw arguments. */
function wantsJson(argv: readonly string[]): boolean {
  return argv.some(
    (arg, at) =>
      arg === '--json' || arg === '--reporter=json' || (arg === 'json' && argv[at - 1] === '--reporter'),
  );
}

function toKnownError(error: unknown): unknown {
  if (!(error instanceof CommanderError)) return error;
  return new UsageError({
    code: error.code.replace('commander.', '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    message: error.message.replace(/^error: /, ''),
    hint: 'See import-budget --help, or import-budget <command> --help.',
  });
}

function buildProgram(host: () => Promise<Host>, finish: (code: number) => void): Command {
  const program = new Command('import-budget')
    .description('What a Node program imports before its first line runs, why, and how to keep it out.')
    .version(version(), '-v, --version')
    .showSuggestionAfterError()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeErr: () => undefined })
    .exitOverride();
  addGlobalOptions(program);
  const flags = (): GlobalFlags => ({ ...program.opts<GlobalFlags>(), version: version() });
  const given: Given = { host, flags, finish };
  addGraph(program, given);
  addWhy(program, given);
  addCheck(program, given);
  addInit(program, given);
  // Subcommands inherit neither; without them a wrong flag would end the process from inside the library.
  for (const command of program.commands)
    command.exitOverride().configureOutput({ writeErr: () => undefined });
  return program;
}

/** What an action gets: the outside, the flags of every command, and where its exit code goes. */
interface Given {
  readonly host: () => Promise<Host>;
  readonly flags: () => GlobalFlags;
  readonly finish: (code: number) => void;
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

function addCheck(program: Command, { host, flags, finish }: Given): void {
  program
    .command('check')
    .description('the gate: rules and budgets of the config')
    .argument('[entry...]', 'entries of the config by name or glob')
    .option('--static-only', 'judge the static graph alone, boot nothing')
    .action(async (entries: string[], options: { staticOnly?: true }) =>
      finish(await (await import('./commands/check.ts')).runCheck(await host(), flags(), entries, options)),
    );
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

function toCount(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number, 1 or more.');
}

function addGlobalOptions(program: Command): void {
  const collect = (value: string, previous: string[]) => [...previous, value];
  program
    .option('--root <dir>', 'the project; ids are relative to it', '.')
    .option('--config <file>', 'config file, instead of looking for one in the root')
    .option('--no-config-code', 'refuse configs that are code')
    .option('--entry <file>', 'an entry by name, or a file as [name=]path; repeatable', collect, [])
    .option('--conditions <name>', 'extra resolve condition, as node --conditions; repeatable', collect, [])
    .option(
      '--reporter <name>',
      'terminal, json, dot, mermaid, dependency-cruiser[:reporter]; repeatable',
      collect,
      [],
    )
    .option('--output <reporter=path>', 'write a reporter to a file; repeatable', collect, [])
    .option('--json', 'short for --reporter json')
    .option('--verbose', 'cut nothing')
    .option('--quiet', 'no progress and no hints on stderr')
    .option('--no-color', 'no colours')
    .option('--no-cache', 'neither read nor write cached facts')
    .option('--cache-dir <dir>', 'where facts of files are kept between runs');
}

function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
