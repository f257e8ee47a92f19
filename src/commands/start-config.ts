import { EXIT, UsageError } from '../errors.ts';
import type { Host } from '../io/host.ts';
import { assembleReport } from '../report/assemble.ts';
import { analyseEntries } from './analysis.ts';
import { askedEntries } from './asked-entries.ts';
import type { GlobalFlags } from './flags.ts';
import { toGroups } from './groups.ts';
import { runInit, type InitOptions } from './init.ts';
import { plainEntry } from './plain-entry.ts';
import { rootOf } from './project.ts';

/** `init`: writes a config with the entries found, or those of `--entry`, and first budgets from their static graphs. */
export async function runStartConfig(
  host: Host,
  flags: GlobalFlags,
  options: { readonly force?: true; readonly dryRun?: true; readonly format: InitOptions['format'] },
): Promise<number> {
  if (flags.json || flags.reporter.length > 0 || flags.output.length > 0) throw noReport();
  const root = rootOf(host, flags);
  const asked = await askedEntries(flags.entry, { entries: [] }, root, host);
  await runInit({
    root,
    force: options.force === true,
    dryRun: options.dryRun === true,
    format: options.format,
    asked: asked.map(({ name, file }) => ({ name, file, declared: file, from: '--entry' })),
    measure: async (entries) => {
      const plain = entries.map(({ name, file }) => plainEntry(name, file));
      const groups = toGroups(await analyseEntries(host, flags, root, plain));
      const { version } = flags;
      const none = { config: null, findings: [], notices: [] };
      const report = assembleReport({ command: 'graph', version, root, groups, ...none });
      return new Map(report.entries.map(({ name, totals }) => [name, totals.eager]));
    },
    stdout: host.stdout.write,
  });
  return EXIT.clean;
}

function noReport(): UsageError {
  return new UsageError({
    code: 'no-report',
    message: 'init writes a config, not a report: it takes neither --json nor --reporter nor --output',
    hint: 'Leave the flag out; --format json chooses the format of the config.',
  });
}
