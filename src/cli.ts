import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { addCommands } from './cli-commands.ts';
import type { Given } from './cli-given.ts';
import { EXIT, UsageError } from './errors.ts';
import type { GlobalFlags } from './commands/flags.ts';

/**
 * Runs one command line. Every action loads its command when it is chosen: this file is what `--version` pays for.
 *
 * @param argv arguments after the program's name
 * @param source the real process; everything else sees it as a `Host` (io/host.ts)
 * @returns the exit code
 */
export async function main(argv: readonly string[], source: NodeJS.Process): Promise<number> {
  surviveClosedOutput(source);
  let code: number = EXIT.clean;
  const finish = (result: number) => {
    code = result;
  };
  const dashes = argv.indexOf('--');
  const behind = dashes < 0 ? undefined : argv.slice(dashes + 1);
  const own = dashes < 0 ? argv : argv.slice(0, dashes);
  const host = async () => (await import('./io/host.ts')).processHost(source);
  const program = buildProgram({ host, finish, behind });
  const how = { json: wantsJson(own), quiet: own.includes('--quiet') };
  const uncaught = catchAll(source, how.quiet);
  try {
    const parsed = program.parseAsync(argv.length === 0 ? ['--help'] : argv, { from: 'user' });
    await Promise.race([parsed, uncaught.first]);
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.clean;
    const { reportFailure } = await import('./commands/failure.ts');
    const { processHost } = await import('./io/host.ts');
    const failed = reportFailure(toKnownError(error), processHost(source), how);
    // The command itself may still be at work, and would print a report as well.
    if (uncaught.happened()) source.stdout.write('', () => source.exit(failed));
    return failed;
  } finally {
    uncaught.finish();
  }
}

/**
 * An exception that nobody caught would end us with Node's 1, which means findings here: it is told like any other, and
 * the code is 2. What comes when the command is over is told in words alone: the report is out.
 *
 * @returns first: rejects with the first one; happened: whether there was any; finish: to be called when the command is over
 */
function catchAll(source: NodeJS.Process, quiet: boolean) {
  let over = false;
  let happened = false;
  const first = new Promise<never>((_resolve, reject) => {
    source.on('uncaughtException', async (thrown: unknown) => {
      happened = true;
      const { uncaughtError } = await import('./commands/uncaught.ts');
      const error = uncaughtError(thrown);
      if (!over) return reject(error);
      const { reportFailure } = await import('./commands/failure.ts');
      const { processHost } = await import('./io/host.ts');
      source.exitCode = reportFailure(error, processHost(source), { json: false, quiet });
    });
  });
  first.catch(() => undefined);
  return { first, happened: () => happened, finish: () => void (over = true) };
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

function buildProgram({ host, finish, behind }: Omit<Given, 'flags'>): Command {
  const program = new Command('import-budget')
    .description('What a Node program imports before its first line runs, why, and how to keep it out.')
    .version(version(), '-v, --version')
    .showSuggestionAfterError()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeErr: () => undefined })
    .exitOverride();
  addGlobalOptions(program);
  const flags = (): GlobalFlags => ({ ...program.opts<GlobalFlags>(), version: version() });
  const given: Given = {
    host: async () => {
      const seen = await host();
      return flags().cleanEnv ? (await import('./commands/clean-host.ts')).cleanHost(seen) : seen;
    },
    flags,
    finish,
    behind,
  };
  addCommands(program, given);
  // Subcommands inherit neither; without them a wrong flag would end the process from inside the library.
  for (const command of program.commands)
    command.exitOverride().configureOutput({ writeErr: () => undefined });
  return program;
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
      'terminal, json, html, github, markdown, sarif, junit, codeclimate, badge, dot, mermaid, cpuprofile, trace, dependency-cruiser[:reporter]; repeatable',
      collect,
      [],
    )
    .option('--output <reporter=path>', 'write a reporter to a file; repeatable', collect, [])
    .option('--clean-env', 'what is booted sees PATH, HOME and the like of the environment, no more')
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
