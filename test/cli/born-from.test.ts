import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';

const SCRIPT = join(import.meta.dirname, '..', '..', 'bench', 'born-from.mjs');

interface Story {
  readonly findings: Readonly<Record<string, readonly string[]>>;
  readonly checks: Readonly<Record<'before' | 'fixed', { code: number; rules: string[]; entries: object }>>;
}

/** What is left of an entry's startup: its own modules, and all that listened before. */
const startup = (modules: number) =>
  expect.objectContaining({ modules, packages: [], listeners: 4, failure: null });

// With packages that this project has anyway; bench/born-from.mjs does it with SDKs from npm, and measures.
it('the tool alone finds what the story is about, and its fixes keep every rule, under other names too', () => {
  const json = join(tempFolder(), 'story.json');
  const args = [SCRIPT, tempFolder(), '--weight', 'own', '--quick', '--json', json];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(stderr).toBe('');
  const { shapes, same, mistakes } = JSON.parse(readFileSync(json, 'utf8')) as {
    shapes: Readonly<Record<'depot' | 'harbour', Story>>;
    same: boolean;
    mistakes: string[];
  };
  expect(mistakes, stdout).toEqual([]);
  expect(same).toBe(true);
  const all = ['server', 'worker', 'migrate'];
  expect(shapes.depot.findings).toEqual({
    'payments leaves with the plan': all,
    'storage leaves with the plan': all,
    'orm leaves with the plan': all,
    'the plan keeps the listeners and breaks nothing': all,
    'the aggregator is named with what it holds': all,
    'the leaf under the heavy index is told from it': ['migrate'],
    'cutting the aggregator loses the listeners': all,
    'cutting the aggregator unmasks the cycle': ['server', 'worker'],
  });
  for (const { checks } of Object.values(shapes)) {
    expect(checks.before).toMatchObject({ code: 1, rules: ['budget', 'forbidden'] });
    expect(checks.fixed).toMatchObject({ code: 0, rules: [] });
  }
  expect(shapes.depot.checks.fixed.entries).toEqual({
    server: startup(16),
    worker: startup(15),
    migrate: startup(20),
  });
  expect(shapes.harbour.checks.fixed.entries).toEqual({
    quay: startup(17),
    crane: startup(16),
    reprice: startup(21),
  });
}, 300_000);
