import type { Command } from 'commander';
import type { Given } from './cli-given.ts';
import { toCount, toDuration, toExitCodes, toGoal } from './cli-values.ts';
import type { FixOptions } from './commands/fix.ts';
import type { SuggestOptions } from './commands/suggest.ts';
import type { TryOptions } from './commands/try.ts';

/** Declares the commands about cuts: which, what they bring, and writing them. */
export function addCuts(program: Command, given: Given): void {
  addSuggest(program, given);
  addTry(program, given);
  addFix(program, given);
}

function addSuggest(program: Command, { host, flags, finish }: Given): void {
  program
    .command('suggest')
    .description('which imports to take from startup, what each saves, and whether that is safe')
    .argument('[entry...]', 'entries of the config by name or glob, or files')
    .option(
      '--goal <cost>',
      "the easiest cuts to get there: CPU (800ms) or a multiple of bare Node's (6x)",
      toGoal,
    )
    .option(
      '--evict <module>',
      'the easiest cuts that take a file or package from startup; repeatable',
      collect,
      [],
    )
    .option('--boot', 'boot first, instead of taking the last boot that was measured (runs your code)')
    .option('--verify', 'boot with the cuts applied, plan again around what is used (runs your code)')
    .option('--verify-each <n>', 'with --verify, cuts measured one by one, too (default 5)', toNone)
    .option('--top <n>', 'cuts shown for each entry', toCount)
    .option('--ready <when>', 'when a boot is over, as of boot')
    .option('--timeout <duration>', 'limit of one boot (default 30s)', toDuration)
    .option('--max-time <duration>', 'all boots of an entry (default 30s)', toDuration)
    .option('--node <bin>', 'Node binary to predict, and to boot with')
    .option('--exit-code <n>', 'exit code that counts as a good boot; repeatable', toExitCodes)
    .action(async (entries: string[], options: SuggestOptions) =>
      finish(
        await (await import('./commands/suggest.ts')).runSuggest(await host(), flags(), entries, options),
      ),
    );
}

function addTry(program: Command, { host, flags, finish }: Given): void {
  program
    .command('try')
    .description('boots with cuts applied and without, in turn; changes no file (runs your code)')
    .argument('<cut...>', 'ids of suggest, plan for its whole plan, or an import as from>to; and entries')
    .option('--scenario <command>', 'also boot this: "node cli.js help"; repeatable', collect, [])
    .option('--ready <when>', 'when a boot is over, as of boot')
    .option('--timeout <duration>', 'limit of one boot (default 30s)', toDuration)
    .option('--max-time <duration>', 'measuring of an entry (default 30s)', toDuration)
    .option('--node <bin>', 'Node binary to boot with')
    .option('--exit-code <n>', 'exit code that counts as a good boot; repeatable', toExitCodes)
    .action(async (words: string[], options: TryOptions) =>
      finish(await (await import('./commands/try.ts')).runTry(await host(), flags(), words, options)),
    );
}

/** A count that may be 0. */
function toNone(text: string): number {
  return text === '0' ? 0 : toCount(text);
}

function collect(value: string, previous: readonly string[]): string[] {
  return [...previous, value];
}

function addFix(program: Command, { host, flags, finish }: Given): void {
  program
    .command('fix')
    .description('write cuts into the files: all that are named, or none (--verify runs your code)')
    .argument('<cut...>', 'ids of suggest, and entries')
    .option('--from <report.json>', 'take the cuts from what suggest --json wrote')
    .option('--dry-run', 'print the diff instead')
    .option('--keep-effects', 'register at startup what deferred modules used to register')
    .option(
      '--verify',
      'boot before and after; if it fails or prints something else, the files are as before',
    )
    .option('--timeout <duration>', 'limit of one boot (default 30s)', toDuration)
    .option('--node <bin>', 'Node binary to boot with')
    .action(async (words: string[], options: FixOptions) =>
      finish(await (await import('./commands/fix.ts')).runFix(await host(), flags(), words, options)),
    );
}
