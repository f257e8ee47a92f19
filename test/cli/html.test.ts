import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { layOut, runCli } from '../support/run-cli.ts';

const SHORT = ['--runs', '1', '--probed-runs', '1', '--no-registrations', '--quiet'];
const PROJECT = {
  'package.json': '{ "name": "app", "type": "module" }',
  'import-budget.config.json':
    '{ "entries": { "app": { "file": "main.js", "run": ["node", "main.js"], "budget": { "modules": 99 } } } }',
  'main.js': "import { heavy } from './heavy.js';\nexport async function later() { return heavy(); }\n",
  'heavy.js': `import './heavier.js';\nexport const heavy = () => 1;\n`,
  'heavier.js': `export const table = [${'1, '.repeat(4_000)}];\n`,
};

describe('--output html', () => {
  it.each([
    ['boot', ['app']],
    ['check', []],
  ] as const)('%s tells what to cut, which its JSON does not', async (command, names) => {
    const root = layOut(PROJECT);
    const outputs = ['--output', 'html=report.html', '--output', 'json=report.json'];
    await runCli([command, ...names, ...SHORT, ...outputs], { cwd: root });
    const page = readFileSync(join(root, 'report.html'), 'utf8');
    expect(page).toContain('<h3 id="e0-cuts-title">What to cut</h3>');
    expect(page).toContain('import-budget try');
    expect(page).toContain('main.js:1');
    const report = JSON.parse(readFileSync(join(root, 'report.json'), 'utf8')) as Report;
    expect(report.boots).toHaveLength(1);
    expect(report).not.toHaveProperty('cuts');
  });

  it('compare shows the boots of both reports', async () => {
    const root = layOut(PROJECT);
    for (const side of ['old', 'new'])
      await runCli(['boot', 'app', ...SHORT, '--output', `json=${side}.json`], { cwd: root });
    const outputs = ['--output', 'html=report.html', '--output', 'json=report.json'];
    await runCli(['compare', 'old.json', 'new.json', '--quiet', ...outputs], { cwd: root });
    expect(readFileSync(join(root, 'report.html'), 'utf8')).toContain('data-mount="before-after"');
    const report = JSON.parse(readFileSync(join(root, 'report.json'), 'utf8')) as Report;
    expect(report).not.toHaveProperty('boots');
    expect(report.compare).not.toHaveProperty('boots');
  });
});
