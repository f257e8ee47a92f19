import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { compileFiles } from '../support/compile-files.ts';
import { toId } from '../support/graph-of.ts';
import { NodeJudge, type Judgement } from '../support/node-judge.ts';
import { programsOf, simulate } from '../support/programs-of.ts';
import { randomCycles, type Flavour, type RandomProject } from '../support/random-cycles.ts';

const RUNS = 120;
const COMPILING = { module: 'commonjs', decoratorMetadata: false } as const;
const judge = new NodeJudge();
afterAll(() => judge.close());

/** What happened, as far as it is predicted: what starts and ends, and the error with the module it comes from. */
interface Course {
  readonly trace: readonly (string | null)[];
  readonly failure: { readonly name: string; readonly module: string | null } | null;
}

function predict({ files, entry }: RandomProject): Course {
  const { calls, failure } = simulate(programsOf(files, COMPILING), true).boot(toId(entry));
  return {
    trace: calls.filter(({ callee }) => callee === '__trace').map(({ text }) => text),
    failure: failure && {
      name: failure.code ?? failure.name,
      module: failure.module && stem(failure.module),
    },
  };
}

async function happens({ files, entry }: RandomProject): Promise<Course & { judgement: Judgement }> {
  const judgement = await judge.boot(compileFiles(files, COMPILING), entry.replace(/\.ts$/, '.js'));
  const { trace, failure } = judgement;
  return {
    trace,
    failure: failure && { name: failure.code ?? failure.name, module: failure.file && stem(failure.file) },
    judgement,
  };
}

function stem(file: string): string {
  return file.replace(/\.\w+$/, '');
}

describe('Node evaluates random cycles as predicted', () => {
  test.each<Flavour>(['esm', 'cjs', 'mixed', 'tsc', 'awaiting'])('%s', async (flavour) => {
    const tally = { failed: 0, booted: 0 };
    await fc.assert(
      fc.asyncProperty(randomCycles(flavour), async (project) => {
        const { judgement, ...real } = await happens(project);
        tally[real.failure === null ? 'booted' : 'failed']++;
        expect(predict(project), judgement.failure?.message).toEqual(real);
      }),
      { numRuns: RUNS },
    );
    // A generator whose projects all boot, or all fail, would show little.
    expect(tally.failed).toBeGreaterThan(RUNS / 20);
    expect(tally.booted).toBeGreaterThan(RUNS / 20);
  });
});
