import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadReporter, REPORTER_NAMES } from '../../src/reporters/registry.ts';
import { readSavedReport, requireReport } from '../../src/commands/read-report.ts';
import type { Host } from '../../src/io/host.ts';

const SAVED = join(import.meta.dirname, '..', '..', 'fixtures', 'reports');
const FILES = readdirSync(SAVED, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.json'),
);
const HOST = { cwd: SAVED } as Host;

it('there are reports of earlier versions, of every command', () => {
  const names = FILES.map((file) => file.replace(/^.*[\\/]|\.json$/g, ''));
  expect(new Set(names)).toEqual(
    new Set(['graph', 'why', 'check', 'boot', 'compare', 'cycles', 'suggest', 'try', 'error']),
  );
});

it.each(FILES.filter((file) => !file.endsWith('error.json')))(
  '%s is still read, and drawn in every format',
  async (file) => {
    const report = requireReport(await readSavedReport(HOST, file, '9.9.9'));
    for (const name of REPORTER_NAMES) {
      const render = await loadReporter(name);
      const text = await render(report, { color: false, width: 80, verbose: false });
      expect(text.length, name).toBeGreaterThan(0);
    }
  },
);

it.each(FILES.filter((file) => file.endsWith('error.json')))(
  '%s still says why there is none',
  async (file) => {
    const saved = await readSavedReport(HOST, file, '9.9.9');
    expect(() => requireReport(saved)).toThrow(/holds no report, but why there is none/);
  },
);
