import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startScript } from '../support/start-script.ts';
import { tempFolder } from '../support/temp-folder.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
const SCRIPTS = join(PROJECT, 'scripts', 'action');
const ACTION = readFileSync(join(PROJECT, 'action.yml'), 'utf8');

/** Stands for npx: notes what it was asked for, and writes what it was told to where it was asked to. */
const NPX = `#!/usr/bin/env bash
printf '%s\\n' "$@" >asked
for word; do
  case $word in
    json=*) [[ -z \${FAKE_JSON:-} ]] || echo "$FAKE_JSON" >"\${word#json=}" ;;
    markdown=*) [[ -z \${FAKE_MARKDOWN:-} ]] || echo "$FAKE_MARKDOWN" >"\${word#markdown=}" ;;
  esac
done
exit "\${FAKE_CODE:-0}"
`;

describe.skipIf(process.platform === 'win32')('check.sh', () => {
  async function check(env: Record<string, string>, files: Record<string, string> = {}) {
    const cwd = tempFolder({ npx: NPX, output: '', 'step summary': '', ...files });
    chmodSync(join(cwd, 'npx'), 0o755);
    const written = { GITHUB_OUTPUT: join(cwd, 'output'), GITHUB_STEP_SUMMARY: join(cwd, 'step summary') };
    const ended = await startScript(
      'bash',
      [join(SCRIPTS, 'check.sh')],
      { RUNNER_TEMP: cwd, FAKE_JSON: '{}', FAKE_MARKDOWN: '# report', ...written, ...env },
      cwd,
    );
    const read = (name: string) => (existsSync(join(cwd, name)) ? readFileSync(join(cwd, name), 'utf8') : '');
    const outputs = Object.fromEntries(
      read('output')
        .split('\n')
        .filter(Boolean)
        .map((line) => line.split('=') as [string, string]),
    );
    const asked = read('asked').trimEnd().split('\n');
    return { ended, cwd, outputs, asked, summary: read('step summary') };
  }

  it('runs what is installed, with every report', async () => {
    const { asked, outputs, summary, ended } = await check({});
    expect(asked).toEqual([
      ...'--no -- import-budget check --reporter github'.split(' '),
      ...`--output json=${outputs['report']} --output markdown=${outputs['summary']}`.split(' '),
    ]);
    expect([ended.code, outputs['exit-code'], summary]).toEqual([0, '0', '# report\n']);
    expect(readFileSync(outputs['report']!, 'utf8')).toBe('{}\n');
  });

  it.each(['0', '1', '2', '3'])('%s is handed on', async (code) => {
    const { ended, outputs } = await check({ FAKE_CODE: code });
    expect([ended.code, outputs['exit-code']]).toEqual([0, code]);
  });

  it.each([
    ['a tool that is not installed', { FAKE_CODE: '1', FAKE_JSON: '', FAKE_MARKDOWN: '' }],
    ['success without a report', { FAKE_CODE: '0', FAKE_JSON: '' }],
    ['an end by a signal', { FAKE_CODE: '137' }],
    ['a version that is an address', { IMPORT_BUDGET_VERSION: 'file:../evil' }],
    ['shards that are not there', { IMPORT_BUDGET_MERGE: 'no/*.json' }],
  ])('%s is 2', async (_, env) => {
    expect((await check(env)).outputs['exit-code']).toBe('2');
  });

  it('says in the summary that there is no report', async () => {
    expect((await check({ FAKE_MARKDOWN: '', FAKE_CODE: '2' })).summary).toContain('could not do it');
  });

  it('takes inputs as words and nothing else', async () => {
    const { asked, cwd } = await check({
      IMPORT_BUDGET_VERSION: '1.2.3-rc.1',
      IMPORT_BUDGET_BASE: '--help; touch pwned',
      IMPORT_BUDGET_ARGS: 'web  $(touch pwned)\n`touch pwned` * "a b" ;touch pwned',
    });
    expect(asked.slice(0, 5)).toEqual([
      ...'--yes -- import-budget@1.2.3-rc.1 check'.split(' '),
      '--base=--help; touch pwned',
    ]);
    expect(asked.slice(11)).toEqual('web $(touch pwned) `touch pwned` * "a b" ;touch pwned'.split(' '));
    expect(existsSync(join(cwd, 'pwned'))).toBe(false);
  });

  it('merges shards', async () => {
    const shards = { 'shards/1/report.json': '{}', 'shards/2 b/report.json': '{}' };
    const { asked } = await check({ IMPORT_BUDGET_MERGE: 'shards/*/report.json' }, shards);
    expect(asked.slice(3, 7)).toEqual(['report', 'merge', ...Object.keys(shards)]);
  });
});

describe.skipIf(process.platform === 'win32')('verdict.sh', () => {
  it.each([
    ['0', 'false', 0],
    ['1', 'false', 1],
    ['2', 'false', 2],
    ['3', 'false', 0],
    ['3', 'true', 3],
    ['', 'false', 2],
  ])('%s with fail-on-inconclusive %s: %i', async (code, failing, expected) => {
    const env = { IMPORT_BUDGET_EXIT_CODE: code, IMPORT_BUDGET_FAIL_ON_INCONCLUSIVE: failing };
    const ended = await startScript('bash', [join(SCRIPTS, 'verdict.sh')], env, tempFolder());
    expect(ended.code).toBe(expected);
    expect(ended.stdout.includes('::warning')).toBe(code === '3' && expected === 0);
  });
});

describe('action.yml', () => {
  const [declared] = ACTION.split('\noutputs:');
  const inputs = [...declared!.matchAll(/\n {2}([a-z-]+):\n {4}description/g)].map(([, name]) => name!);

  it('lets no input into the text of a script', () => {
    const scripts = [...ACTION.matchAll(/\n *run: (.*)/g)].map(([, text]) => text!);
    expect(scripts).toHaveLength(3);
    for (const script of scripts) {
      expect(script).not.toContain('${{');
      const [, file] = /\$GITHUB_ACTION_PATH\/([\w./-]+)/.exec(script)!;
      expect(existsSync(join(PROJECT, file!)), script).toBe(true);
    }
  });

  it('keeps the token from the check', () => {
    const [check, ...others] = ACTION.split('- if:');
    expect(check).not.toContain('inputs.token');
    expect(others.join('')).toContain('inputs.token');
  });

  it('is documented, every input', () => {
    const page = readFileSync(join(PROJECT, 'docs', 'ci-github.md'), 'utf8');
    expect(inputs.length).toBeGreaterThan(7);
    expect(inputs.filter((name) => !page.includes(`| \`${name}\``))).toEqual([]);
  });
});
