// Runs in a process of its own: a parser in native code that aborts takes the process with it, and the input that did it
// is then in the file. Arguments: folder for that file, fixtures, runs, seed, parts of names of targets.
import * as fc from 'fast-check';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileTargets } from './targets/files.ts';
import { projectTargets } from './targets/projects.ts';
import { reportTargets } from './targets/reports.ts';
import { sourceTargets } from './targets/sources.ts';
import { traceTargets } from './targets/traces.ts';
import type { Target } from './target.ts';

const [folder = '.', fixtures = '.', runs = '500', seed = '1', ...only] = process.argv.slice(2);
const all = [
  ...sourceTargets(fixtures),
  ...fileTargets(fixtures),
  ...traceTargets(),
  ...reportTargets(fixtures),
  ...(await projectTargets()),
];
const chosen = all.filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)));
const weights = chosen.reduce((sum, { weight = 1 }) => sum + weight, 0);

for (const one of chosen) {
  const share = Math.max(1, Math.round((Number(runs) * (one.weight ?? 1)) / weights));
  console.log(JSON.stringify(await fuzz(one, share, Number(seed))));
}

async function fuzz({ name, input, run }: Target, numRuns: number, from: number): Promise<object> {
  const started = process.cpuUsage();
  let slowest = { ms: 0, input: '' };
  let fed = 0;
  const property = fc.asyncProperty(input, async (value) => {
    fed++;
    const text = JSON.stringify(value, shown);
    writeFileSync(join(folder, 'input.json'), JSON.stringify({ target: name, seed: from, input: text }));
    const before = process.cpuUsage();
    await run(value);
    const { user, system } = process.cpuUsage(before);
    if ((user + system) / 1e3 > slowest.ms) slowest = { ms: (user + system) / 1e3, input: text };
  });
  const { failed, counterexample, counterexamplePath, errorInstance } = await fc.check(property, {
    numRuns,
    seed: from,
    endOnFailure: false,
  });
  const { user, system } = process.cpuUsage(started);
  const told = { target: name, runs: fed, seed: from, cpuMs: (user + system) / 1e3, slowest };
  if (!failed) return told;
  const error = errorInstance instanceof Error ? errorInstance.stack : String(errorInstance);
  return {
    ...told,
    failure: { error, path: counterexamplePath, input: JSON.stringify(counterexample, shown) },
  };
}

function shown(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? { bytes: Buffer.from(value).toString('base64') } : value;
}
