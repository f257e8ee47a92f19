import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { expectNoStackTrace, layOut, reportOf, runCli } from '../support/run-cli.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/cycles');

async function cyclesOf(
  name: string,
  entry: string,
  ...args: string[]
): Promise<{ code: number; report: Report }> {
  const run = await runCli(['cycles', '--root', join(FIXTURES, name), '--json', entry, ...args]);
  return { code: run.code, report: reportOf(run) };
}

describe('cycles', () => {
  it.each([
    ['masked', 'main.mjs', 0, 'masked'],
    ['breaks', 'main.mjs', 1, 'breaks'],
    ['harmless', 'main.mjs', 0, 'harmless'],
    ['barrel', 'main.mjs', 1, 'breaks'],
    ['variable-function', 'main.mjs', 1, 'breaks'],
    ['later', 'main.mjs', 0, 'breaks-later'],
    ['cjs-capture', 'main.js', 1, 'breaks'],
    ['ts-enum', 'main.ts', 1, 'breaks'],
  ])('%s: by what the cycle does', async (name, entry, code, does) => {
    const found = await cyclesOf(name, entry);
    expect(found.report.cycles?.cycles.map((cycle) => cycle.does)).toEqual([does]);
    expect(found.code).toBe(code);
  });

  it('does not call a cycle harmless that it could not read', async () => {
    const root = layOut({
      'package.json': '{ "type": "module" }',
      'main.mjs': "import './a.mjs';",
      'a.mjs': "import { y } from './b.mjs'; export const x = () => y;",
      'b.mjs': "import { x } from './a.mjs'; export const y = ;",
    });
    const run = await runCli(['cycles', '--root', root, '--json', 'main.mjs']);
    expect(reportOf(run).cycles?.cycles.map((cycle) => cycle.does)).toEqual(['unknown']);
  });

  it('tells what another compiler makes of it', async () => {
    const { report } = await cyclesOf('ts-enum', 'main.ts', '--emit', 'node');
    expect(report.cycles?.cycles[0]?.entrances[0]?.hazards[0]?.kind).toBe('undefined');
  });

  it('proves a masked hazard in a process of its own', async () => {
    const { report } = await cyclesOf('masked', 'main.mjs', '--prove');
    const [cycle] = report.cycles?.cycles ?? [];
    expect(cycle?.unsafe).toMatchObject([
      {
        member: 'b.mjs',
        proof: {
          outcome: 'as-predicted',
          message: "ReferenceError: Cannot access 'LIMIT' before initialization",
          at: { file: 'a.mjs', line: 4 },
        },
      },
    ]);
  });

  it('tells what it proved of a cycle that breaks anyway, and does not ask for it again', async () => {
    const run = await runCli(['cycles', '--root', join(FIXTURES, 'breaks'), 'main.mjs', '--prove']);
    expect(run.stdout).toContain("proved: ReferenceError: Cannot access 'LIMIT' before");
    expect(run.stdout).not.toContain('--prove');
  });

  it('proves members in TypeScript behind a cycle of JavaScript alone', async () => {
    const compiled = (name: string, text: string) => {
      const map = { version: 3, sources: [`../src/${name}.ts`], names: [], mappings: 'AAAA;AACA;AACA' };
      const url = Buffer.from(JSON.stringify(map)).toString('base64');
      return `${text}\n//# sourceMappingURL=data:application/json;base64,${url}\n`;
    };
    const reads = (from: string) => `import { X } from './${from}.js';\nexport const y = X;`;
    const sets = (to: string) => `import './${to}.js';\nexport const X = 1;`;
    const main = "import './a.js';\nimport './p.js';";
    const root = layOut({
      'package.json': { type: 'module' },
      'import-budget.config.json': {
        entries: { main: { file: 'src/main.ts', run: ['node', 'dist/main.js'] } },
      },
      'tsconfig.json': { compilerOptions: { module: 'nodenext', rootDir: 'src', outDir: 'dist' } },
      'src/main.ts': main,
      'src/a.js': reads('b'),
      'src/b.js': sets('a'),
      'src/p.ts': reads('q'),
      'src/q.ts': sets('p'),
      'dist/main.js': compiled('main', main),
      'dist/a.js': reads('b'),
      'dist/b.js': sets('a'),
      'dist/p.js': compiled('p', reads('q')),
      'dist/q.js': compiled('q', sets('p')),
    });
    const run = await runCli(['cycles', '--root', root, '--json', '--prove']);
    const unsafe = (reportOf(run).cycles?.cycles ?? []).flatMap((cycle) => cycle.unsafe);
    expect(unsafe.map(({ member, proof }) => [member, proof?.outcome])).toEqual([
      ['src/b.js', 'as-predicted'],
      ['src/q.ts', 'as-predicted'],
    ]);
  });

  it('says so in words, and lists what breaks for other formats', async () => {
    const root = join(FIXTURES, 'breaks');
    const run = await runCli(['cycles', '--root', root, 'main.mjs']);
    expect(run.stdout).toContain('a.mjs:4 reads LIMIT before b.mjs has set it (ReferenceError)');
    expect(run.stdout).toContain('a.mjs comes first: b.mjs imports it in line 1, and waits');
    const github = await runCli(['cycles', '--root', root, 'main.mjs', '--reporter', 'github']);
    expect(github.stdout).toMatch(/^::error .*file=.*a\.mjs,line=4/m);
  });

  it('needs no cycle to be content', async () => {
    const root = layOut({ 'package.json': { type: 'module' }, 'main.js': 'export const x = 1;' });
    const run = await runCli(['cycles', '--root', root, 'main.js']);
    expect(run).toMatchObject({ code: 0 });
    expect(run.stdout).toContain('No import cycle is in reach.');
  });

  it('names a Node that is not there', async () => {
    const run = await runCli(['cycles', '--root', join(FIXTURES, 'masked'), 'main.mjs', '--node', 'nowhere']);
    expect(run.code).toBe(2);
    expectNoStackTrace(run.stderr);
    expect(run.stderr).toContain('nowhere');
  });
});

describe('the rule cycle-hazard', () => {
  it('fails a check', async () => {
    const files = { 'package.json': { type: 'module' }, 'import-budget.config.json': CONFIG };
    const root = layOut(files);
    cpSync(join(FIXTURES, 'breaks'), root, { recursive: true });
    const run = await runCli(['check', '--static-only', '--root', root, '--json']);
    expect(run.code).toBe(1);
    expect(reportOf(run).findings).toMatchObject([{ rule: 'cycle-hazard', does: 'breaks', module: 'a.mjs' }]);
  });
});

const CONFIG = { entries: { main: 'main.mjs' }, rules: [{ type: 'cycle-hazard' }] };
