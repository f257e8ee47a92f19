import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyPreserveCases, isForUs, type PreserveCase } from '../support/preserve-cases.ts';
import { runUnwatched, runWatched, watchOf, type SeenRun } from '../support/preserve-run.ts';
import { testNode } from '../support/test-node.ts';

/** Kinds of child code, with a mode after a colon: all that `IMPORT_BUDGET_TEST_WATCH` names, separated by commas. */
const KINDS = (process.env['IMPORT_BUDGET_TEST_WATCH'] ?? 'plain,probed').split(',');
const AT_ONCE = 2;

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'preserve-')));
const major = Number(
  execFileSync(testNode(), ['-p', 'process.versions.node.split(".")[0]'], { encoding: 'utf8' }),
);
const cases = copyPreserveCases(folder).filter((program) => isForUs(program, major));

const unwatched = new Map<PreserveCase, SeenRun>();
const watched = new Map<string, SeenRun & { traces: number }>();

beforeAll(async () => {
  const waiting = [...cases];
  const work = async () => {
    for (let program = waiting.shift(); program !== undefined; program = waiting.shift()) {
      unwatched.set(program, await runUnwatched(program));
      for (const kind of KINDS)
        watched.set(`${kind} ${program.name}`, await runWatched(program, watchOf(kind)));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('programs of the preservation suite', () => {
  it('are there', () => {
    expect(cases.length).toBeGreaterThanOrEqual(250);
  });

  it.each(cases.map((program) => [program.name, program] as const))(
    '%s does what it is there for',
    (_, program) => {
      const { stdout, stderr, end } = unwatched.get(program) as SeenRun;
      expect(end, stderr).toBe(program.exit);
      expect(stdout + stderr).toContain(program.says);
    },
  );
});

describe.each(KINDS)('under our code (%s)', (kind) => {
  it.each(cases.map((program) => [program.name, program] as const))('%s', (_, program) => {
    const { traces, ...seen } = watched.get(`${kind} ${program.name}`) as SeenRun & { traces: number };
    // Without a trace nothing was watched, and a comparison says nothing.
    expect(traces > 0, `${traces} traces`).toBe(program.traces);
    const reason = reasonOf(program, kind);
    if (reason === undefined) expect(seen, program.shows).toEqual(unwatched.get(program));
    else expect(seen, `${reason}: no longer so`).not.toEqual(unwatched.get(program));
  });
});

/** Why a program cannot be watched without a difference: for a kind (`probed`, `probed:register`), or on one version. */
function reasonOf({ unlike }: PreserveCase, kind: string): string | undefined {
  const base = kind.split(':')[0] as string;
  return [kind, base, 'all']
    .flatMap((key) => [unlike[key], unlike[`${key}@${major}`]])
    .find((text) => text !== undefined);
}
