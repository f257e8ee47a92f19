import * as fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runCompare } from '../../../src/commands/compare.ts';
import type { GlobalFlags } from '../../../src/commands/flags.ts';
import { runReport } from '../../../src/commands/report.ts';
import type { Host } from '../../../src/io/host.ts';
import { CRUISER_REPORTERS } from '../../../src/reporters/dependency-cruiser.ts';
import { REPORTER_NAMES } from '../../../src/reporters/registry.ts';
import { inWords } from '../allowed.ts';
import { mutatedJson } from '../mutated-json.ts';
import { mutatedText } from '../mutated-text.ts';
import { plainFlags, quietHost } from '../quiet-host.ts';
import { inScratch } from '../scratch.ts';
import { target, type Target } from '../target.ts';

const REPORTERS = [...REPORTER_NAMES, ...CRUISER_REPORTERS.map((name) => `dependency-cruiser:${name}`)];

interface Saved {
  readonly one: string;
  readonly two: string;
  readonly reporter: string;
  readonly verbose: boolean;
}

/** @param fixtures absolute path */
export function reportTargets(fixtures: string): Target[] {
  const texts = savedIn(join(fixtures, 'reports'));
  const values = texts.map((text) => JSON.parse(text) as unknown);
  const document = fc.oneof(
    { weight: 8, arbitrary: mutatedJson(values).map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: mutatedText(texts) },
    { weight: 1, arbitrary: fc.constantFrom(...texts) },
  );
  const input = fc.record({
    one: document,
    two: document,
    reporter: fc.constantFrom(...REPORTERS),
    verbose: fc.boolean(),
  });
  return [
    target({ name: 'report', weight: 3, input, run: checkReport }),
    target({ name: 'compare', input, run: checkCompare }),
    target({ name: 'merge', input, run: checkMerge }),
  ];
}

function savedIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

async function checkReport({ one, reporter, verbose }: Saved): Promise<void> {
  await inScratch({ 'one.json': one }, (cwd) =>
    printed(cwd, (host) => runReport(host, flagsOf(reporter, verbose), ['one.json'], {})),
  );
}

async function checkCompare({ one, two, reporter, verbose }: Saved): Promise<void> {
  await inScratch({ 'one.json': one, 'two.json': two }, (cwd) =>
    printed(cwd, (host) => runCompare(host, flagsOf(reporter, verbose), 'one.json', 'two.json', {})),
  );
}

async function checkMerge({ one, two, reporter, verbose }: Saved): Promise<void> {
  await inScratch({ 'one.json': one, 'two.json': two }, (cwd) =>
    printed(cwd, (host) =>
      runReport(host, flagsOf(reporter, verbose), ['merge', 'one.json', 'two.json'], {}),
    ),
  );
}

/** A saved report is printed, or refused in words; never half of it. */
async function printed(cwd: string, run: (host: Host) => Promise<number>): Promise<void> {
  let text = '';
  const host = quietHost(cwd, (part) => void (text += part));
  const code = await inWords(() => run(host));
  if (code === undefined) {
    if (text !== '') throw new Error('refused after something was printed');
  } else if (![0, 1, 2, 3].includes(code)) throw new Error(`exit code ${code}`);
  else if (!text.endsWith('\n')) throw new Error('nothing was printed, or no whole line');
}

function flagsOf(reporter: string, verbose: boolean): GlobalFlags {
  return plainFlags({ reporter: [reporter], ...(verbose && { verbose }) });
}
