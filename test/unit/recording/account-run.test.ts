import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { METRIC, type ThreadHeader } from '../../../src/boot/protocol.ts';
import { accountRun } from '../../../src/recording/account-run.ts';
import { launchResult } from '../../support/recorded-run.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { TraceWriter } from '../../support/trace-writer.ts';

const LAUNCHED = launchResult({ endedNs: 3_000_000_000n });

function header(given: Partial<ThreadHeader> = {}): Partial<ThreadHeader> {
  const argv = ['/n/node', '/p/main.cjs'];
  return { pid: 5, ppid: 1, argv, execArgv: [], timeOrigin: 0, hrtimeNs: 2e9, nowMs: 10, ...given };
}

/** A module that loads another, then the awaited moment, then a third. */
function program(given: Partial<ThreadHeader> = {}): TraceWriter {
  return new TraceWriter(header(given))
    .event('installed')
    .at(20)
    .lines(
      `load
       resolved /p/main.cjs ./main.cjs
       extension /p/main.cjs
       compile /p/main.cjs 9
       execute /p/main.cjs
       builtin /p/main.cjs node:fs
       loadEnd fs
       executeEnd /p/main.cjs
       extensionEnd /p/main.cjs
       loadEnd ./main.cjs`,
    )
    .at(60)
    .event('ready', 'listen', 3000)
    .event('metric', METRIC.cpuUs, 40_000)
    .event('metric', METRIC.maxRssBytes, 5)
    .event('metric', METRIC.heapUsedBytes, 4)
    .at(70)
    .lines(
      `load /p/main.cjs
       resolved /p/late.cjs ./late.cjs
       extension /p/late.cjs
       compile /p/late.cjs 9
       execute /p/late.cjs
       executeEnd /p/late.cjs
       extensionEnd /p/late.cjs
       loadEnd ./late.cjs`,
    )
    .event('metric', METRIC.cpuUs, 90_000)
    .event('exit', 0);
}

function folderWith(files: Readonly<Record<string, TraceWriter>>): string {
  const folder = tempFolder();
  for (const [name, writer] of Object.entries(files)) writeFileSync(join(folder, name), writer.bytes());
  return folder;
}

describe('accountRun', () => {
  it('tells of the boot up to the awaited moment', () => {
    const folder = folderWith({ '5-0.trace': program() });
    const run = accountRun(folder, { ...LAUNCHED, readyPid: 5 }, 'probed');
    expect(run.account!.modules.map(({ key }) => key)).toEqual(['/p/main.cjs', 'node:fs']);
    expect(run).toMatchObject({ modules: 1, execPath: '/n/node', main: null, others: [], problems: [] });
    expect(run.used).toEqual({ cpuMs: 40, maxRssBytes: 5, heapUsedBytes: 4, hrtimeNs: null });
    // 50 ms after the clocks were read together.
    expect(run.momentNs).toBe(2_050_000_000n);
  });

  it('without such a moment it is the whole life', () => {
    const writer = new TraceWriter(header()).at(30).event('metric', METRIC.cpuUs, 7000).event('exit', 0);
    const run = accountRun(folderWith({ '5-0.trace': writer }), LAUNCHED, 'probed');
    expect(run).toMatchObject({ momentNs: null, modules: 0 });
    expect(run.used!.cpuMs).toBe(7);
  });

  it('runs that do not look at modules say nothing of them', () => {
    const folder = folderWith({ '5-0.trace': program({ mode: null }) });
    for (const kind of ['plain', 'bare'] as const)
      expect(accountRun(folder, LAUNCHED, kind)).toMatchObject({
        account: null,
        modules: null,
        used: { cpuMs: 40 },
      });
    expect(accountRun(folder, LAUNCHED, 'registrations').modules).toBe(1);
  });

  it('other processes are listed, secrets in their command lines are not', () => {
    const argv = ['/n/node', '/p/job.js', '--password', 'my own', 'https://me:pw@h/'];
    const job = new TraceWriter(header({ pid: 6, ppid: 5, argv })).event('exit', 0);
    const { others } = accountRun(
      folderWith({ '5-0.trace': program(), '6-0.trace': job }),
      LAUNCHED,
      'plain',
    );
    expect(others.map(({ title }) => title)).toEqual(['node /p/job.js --password *** https://***@h/']);
  });

  it('problems of the probe and damage of the file are told', () => {
    const writer = new TraceWriter(header()).event('problem', 'It could not look.');
    const folder = folderWith({ '5-0.trace': writer });
    writeFileSync(
      join(folder, '5-0.trace'),
      Buffer.concat([writer.bytes(), Buffer.from('no chunk, but long enough')]),
    );
    const { problems } = accountRun(folder, LAUNCHED, 'probed');
    expect(problems[0]).toBe('It could not look.');
    expect(problems).toHaveLength(2);
  });

  it('nothing traced, or no folder: nothing known', () => {
    for (const folder of [tempFolder(), '/nowhere/at/all'])
      expect(accountRun(folder, LAUNCHED, 'probed')).toMatchObject({
        header: null,
        account: null,
        main: null,
      });
  });
});

describe('the main script of a run', () => {
  const root = tempFolder;
  const mainOf = (argv: readonly string[], execArgv: readonly string[] = []) =>
    accountRun(folderWith({ '5-0.trace': new TraceWriter(header({ argv, execArgv })) }), LAUNCHED, 'probed')
      .main;

  it('is what Node makes of its first argument', () => {
    const folder = root({ 'a.js': '', 'lib/index.js': '', 'package.json': '{ "main": "a" }' });
    expect(mainOf(['node', `${folder}/a.js`, 'b'])).toBe(`${folder}/a.js`);
    expect(mainOf(['node', `${folder}/a`])).toBe(`${folder}/a.js`);
    expect(mainOf(['node', `${folder}/lib`])).toBe(`${folder}/lib/index.js`);
    expect(mainOf(['node', folder])).toBe(`${folder}/a.js`);
  });

  it('is not what only looks like one', () => {
    const folder = root({ 'a.js': '' });
    expect(mainOf(['node'])).toBeNull();
    expect(mainOf(['node', '-'])).toBeNull();
    expect(mainOf(['node', `${folder}/gone`])).toBeNull();
    for (const flag of ['-e', '-p', '--eval=1', '--print'])
      expect(mainOf(['node', `${folder}/a.js`], [flag])).toBeNull();
    expect(mainOf(['node', `${folder}/a.js`], ['--enable-source-maps'])).toBe(`${folder}/a.js`);
  });
});
