import { expect, test } from 'vitest';
import type { DoctorReport } from '../../src/model/doctor.ts';
import { schemaProblems } from '../support/json-schema.ts';
import { layOut, runCli } from '../support/run-cli.ts';

test('doctor: figures of this machine, of a program of ours and of variables, as JSON', async () => {
  const cwd = layOut({
    'setup.cjs': 'const start = process.cpuUsage(); while (process.cpuUsage(start).user < 40_000);',
  });
  const env = { NODE_OPTIONS: `--require "${cwd}/setup.cjs"` };
  const run = await runCli(['doctor', '--runs', '2', '--json'], { cwd, env });
  expect([run.code, run.stderr]).toEqual([0, '']);
  const report = JSON.parse(run.stdout) as DoctorReport;
  expect(schemaProblems('doctor', report)).toEqual([]);
  const { machine, node, noise, variables, advice } = report;
  expect(machine.cpus).toBeGreaterThan(0);
  expect(node.ownVersion).toBe(process.version);
  expect(node.modes.map(({ mode }) => mode)).toEqual(['internal', 'register-hooks', 'register', 'cjs-only']);
  expect(node.modes.filter(({ problem }) => problem === null).length).toBeGreaterThanOrEqual(2);
  expect(noise.map(({ program, problem, pairs }) => [program, problem, pairs])).toEqual([
    ['a small program of ours', null, 2],
  ]);
  expect(noise[0]!.detectable.map(({ pairs }) => pairs)).toEqual([20, 40, 80]);
  expect(variables.map(({ name }) => name)).toEqual(['NODE_OPTIONS']);
  expect(variables[0]!.cpuMs).toBeGreaterThan(15);
  expect(advice.join('\n')).toContain('NODE_OPTIONS adds');
});

test('doctor: a command that does not boot is told, and is no failure', async () => {
  const cwd = layOut({ 'main.js': 'process.exit(3);' });
  const run = await runCli(['doctor', '--runs', '2', '--', 'node', 'main.js'], { cwd });
  expect([run.code, run.stderr]).toEqual([0, '']);
  expect(run.stdout).toContain('node main.js: not measured: it did not boot (exit code 3)');
  expect(run.stdout).toContain('What to do, what helps most first\n  1. ');
});
