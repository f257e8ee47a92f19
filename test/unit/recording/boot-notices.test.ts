import { describe, expect, it } from 'vitest';
import { readyProbe } from '../../../src/boot/ready/registry.ts';
import { leftRunning, stoppedEarly } from '../../../src/recording/boot-notices.ts';
import { bootRequest, recordedRun } from '../../support/recorded-run.ts';

describe('stoppedEarly', () => {
  const runs = [...'ppbbb'].map((kind) => recordedRun({ kind: kind === 'p' ? 'plain' : 'bare' }));

  it('says how many runs are missing, and what limit would do', () => {
    const [notice, ...more] = stoppedEarly(
      bootRequest({ budgetMs: 1000 }),
      [...runs, recordedRun({ kind: 'probed' })],
      ['plain', 'bare', 'bare', 'probed', 'probed', 'plain'],
      30_000,
    );
    expect(more).toEqual([]);
    expect(notice).toEqual({
      code: 'limit',
      level: 'info',
      message: "'shop': measuring stopped after 2 of 4 plain runs and 1 of 3 probed runs, for lack of time",
      hint: 'Give it more time: --max-time 80s.',
    });
  });

  it('says nothing where all were made, or bare ones alone are missing', () => {
    expect(stoppedEarly(bootRequest(), runs, [], 1)).toEqual([]);
    expect(stoppedEarly(bootRequest(), runs, ['bare'], 1)).toEqual([]);
  });
});

describe('leftRunning', () => {
  const left = (...titles: string[]) => titles.map((title, at) => ({ pid: 10 + at, title }));
  const server = bootRequest({ ready: readyProbe('listen') });

  it('hides what the boot was given in secret', () => {
    const given = { ...server, ownEnv: { DB_PASSWORD: 'own-secret' } };
    const [notice] = leftRunning(given, [recordedRun({}, { left: left('worker own-secret on') })]);
    expect(notice!.message).toMatch(/: worker \*\*\* on$/);
  });

  it('warns of what outlived its command', () => {
    const runs = [recordedRun({}, { left: left('node worker.js --token abc', `x${'y'.repeat(200)}`) })];
    const [notice, ...more] = leftRunning(server, runs);
    expect(more).toEqual([]);
    expect(notice).toMatchObject({ code: 'left-running', level: 'warning' });
    expect(notice!.message).toContain(
      "'shop': ended and left 2 processes running: node worker.js --token ***; xyy",
    );
    expect(notice!.message.length).toBeLessThan(220);
  });

  it('three are named, the others counted', () => {
    const [notice] = leftRunning(server, [recordedRun({}, { left: left('a', 'b', 'c', 'd', 'e') })]);
    expect(notice!.message).toMatch(/left 5 processes running: a; b; c; 2 more$/);
  });

  it('children of a server that runs are only mentioned', () => {
    const launched = { exit: null, left: left('node child.js') };
    expect(leftRunning(server, [recordedRun({}, launched)])).toMatchObject([
      { level: 'info', message: "'shop': 1 process more ran when the boot was over: node child.js" },
    ]);
    expect(leftRunning(bootRequest(), [recordedRun({}, launched)])).toMatchObject([{ level: 'warning' }]);
  });

  it('the measured process below a launcher is no other one', () => {
    const header = { pid: 11 } as NonNullable<ReturnType<typeof recordedRun>['header']>;
    const run = (exit: { code: number; signal: null } | null) => [
      { ...recordedRun({}, { exit, left: left('sh -c x', 'node main.js') }), header },
    ];
    expect(leftRunning(server, run(null))).toMatchObject([{ message: expect.stringMatching(/: sh -c x$/) }]);
    expect(leftRunning(server, run({ code: 0, signal: null }))).toMatchObject([
      { message: expect.stringMatching(/: sh -c x; node main\.js$/) },
    ]);
  });

  it('only the last run counts, bare ones not', () => {
    const before = recordedRun({}, { left: left('a') });
    expect(leftRunning(server, [before, recordedRun()])).toEqual([]);
    expect(leftRunning(server, [before, recordedRun({ kind: 'bare' })])).toHaveLength(1);
    expect(leftRunning(server, [])).toEqual([]);
  });

  it('names what could not be ended, of any run, once', () => {
    const runs = [
      recordedRun({}, { unkilled: [7, 8] }),
      recordedRun({ kind: 'bare' }, { unkilled: [8, 9] }),
      recordedRun(),
    ];
    expect(leftRunning(server, runs)).toMatchObject([
      {
        level: 'warning',
        message: expect.stringContaining('still run: 7 8 9'),
        hint: 'End them yourself: kill -9 7 8 9',
      },
    ]);
  });
});
