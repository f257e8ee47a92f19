import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { accountModules } from '../../src/boot/trace/account.ts';
import type { ThreadAccount, TracedModule } from '../../src/boot/trace/traced-module.ts';
import { runProbed } from '../support/run-probed.ts';
import { writeSpinProgram, type SpinOptions, type SpinTruth } from '../support/spin-program.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** What a clock of a few microseconds and the marks themselves may take away. */
const CLOCK_MS = 0.05;

function measure(options: SpinOptions): { truth: SpinTruth; account: ThreadAccount } {
  const folder = join(tempFolder(), 'program');
  const truth = writeSpinProgram(folder, options);
  const { status, stderr, traces } = runProbed([truth.entry], folder);
  expect([status, stderr, traces.length]).toEqual([0, expect.not.stringContaining('Error'), 1]);
  const trace = traces[0]!.trace;
  expect([trace.damaged, trace.header.mode]).toEqual([null, 'internal']);
  return { truth, account: accountModules(trace) };
}

function inOrderOfEvaluation(modules: readonly TracedModule[]): TracedModule[] {
  return modules
    .filter(({ evaluationOrder }) => evaluationOrder !== null)
    .toSorted((left, right) => left.evaluationOrder! - right.evaluationOrder!);
}

describe('programs of which everything is known', () => {
  it.each<SpinOptions>([
    { modules: 80, seed: 7 },
    { modules: 80, seed: 11, cycles: true },
    { modules: 60, seed: 5, cycles: true, topLevelAwait: true },
  ])('%o: the modules, who imported them first, in which order they ran', (options) => {
    const { truth, account } = measure(options);
    const seen = inOrderOfEvaluation(account.modules);
    expect(seen.map(({ key, importer }) => [basename(key), importer && basename(importer)])).toEqual(
      truth.modules.map(({ file, importer }) => [file, importer]),
    );
    expect(account.modules).toHaveLength(truth.modules.length);
    expect(account.modules.filter(({ outcome }) => outcome !== 'evaluated')).toEqual([]);
    const shared = seen.filter(({ attribution }) => attribution === 'shared');
    expect(shared.map(({ key }) => basename(key))).toEqual(
      options.topLevelAwait === true ? ['waits.mjs', 'm0.mjs'] : [],
    );
  });

  it('charges each module at least what it spun, and all time to somebody', () => {
    const { truth, account } = measure({ modules: 40, seed: 3 });
    const short = truth.modules.flatMap(({ file, selfMs }) => {
      const charged = account.modules.find(({ key }) => basename(key) === file)?.selfMs ?? 0;
      return charged < selfMs - CLOCK_MS ? [{ file, selfMs, charged }] : [];
    });
    expect(short).toEqual([]);
    const { nodeMs, probeMs, loaderMs, afterMs } = account.outside;
    const roots = account.modules.filter(({ importer }) => importer === null);
    const inside = roots.reduce((sum, { totalMs }) => sum + totalMs, 0);
    expect(roots.map(({ key }) => basename(key))).toEqual([truth.entry]);
    expect(inside + nodeMs + probeMs + loaderMs + afterMs).toBeCloseTo(account.endMs, 6);
  });
});
