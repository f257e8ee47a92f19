import { expect, it } from 'vitest';
import type { Finding } from '../../../src/model/finding.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';
import { placeToEdit } from '../../../src/reporters/finding-place.ts';
import { gateReport } from '../../support/sample-gate.ts';

const report = gateReport();
const place = (finding: Finding, folder = '') => {
  const { file, line } = placeToEdit(finding, report, folder);
  return `${file}:${line}`;
};

it('is the import to edit, else what the finding is about, the entry or the config', () => {
  expect(report.findings.map((finding) => `${finding.rule} ${place(finding)}`)).toEqual([
    'forbidden src/commands/migrate.ts:1',
    'budget bin/tracker.ts:1',
    'required src/cli.ts:31',
    'dependency-cruiser src/log.ts:1',
    'dependency-cruiser src/types.ts:1',
    'stale-exception import-budget.config.ts:1',
    'budget bin/tracker.ts:1',
    'budget src/commands/sync.ts:1',
    'registrations src/commands/sync.ts:1',
    'late-registration src/bus.ts:21',
    'cold-load bin/tracker.ts:9',
    'prewarm src/bus.ts:21',
    'new-heavy bin/tracker.ts:9',
    'unresolved bin/tracker.ts:9',
    'forbidden bin/tracker.ts:9',
  ]);
});

const about = (module: string): Finding => ({
  ...(report.findings.find(({ rule }) => rule === 'forbidden') as Finding & { rule: 'forbidden' }),
  chain: [],
  module: module as ModuleId,
});

it.each([
  ['src/a.ts', 'packages/api/', 'packages/api/src/a.ts:1'],
  ['../core/a.ts', 'packages/api/', 'packages/core/a.ts:1'],
  ['../../a.ts', 'packages/api/', 'a.ts:1'],
  ['../../../a.ts', 'packages/api/', 'packages/api/bin/tracker.ts:1'],
  ['../a.ts', '', 'bin/tracker.ts:1'],
  ['node:fs', '', 'bin/tracker.ts:1'],
  ['unresolved:x', '', 'bin/tracker.ts:1'],
  ['d:/x/a.ts', '', 'bin/tracker.ts:1'],
  ['/x/a.ts', '', 'bin/tracker.ts:1'],
  ['..a/b.ts', '', '..a/b.ts:1'],
])('of %s in %j is %s', (module, folder, expected) => {
  expect(place(about(module), folder)).toBe(expected);
});

it('is the manifest where there is neither entry nor config', () => {
  const { file } = placeToEdit({ ...about('node:fs'), entry: 'gone' }, { ...report, config: null }, 'a/');
  expect(file).toBe('a/package.json');
});
