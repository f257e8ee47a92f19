import { describe, expect, it } from 'vitest';
import { bootProblems } from '../../../src/commands/check-problems.ts';
import { asOneError } from '../../../src/commands/one-error.ts';
import { refuseEmptyCheck } from '../../../src/commands/refuse-empty-check.ts';

const config = (more: object = {}) =>
  ({ file: 'c.json', entries: [], rules: [], exceptions: [], registrars: [], ...more }) as never;
const entry = (budget: object) => [{ name: 'a', file: 'a.js', budget }] as never;
const trace = (more: object) => ({ entry: 'a', failure: null, registrations: [], ...more });
const boots = (...traces: object[]) => ({ traces, left: [] }) as never;
const asked = (rules: object[] = [], more: object = {}) => ({
  config: config({ rules }),
  options: { registrations: true, ...more },
  signal: new AbortController().signal,
});

describe('a check that could judge nothing', () => {
  it('is refused where growth is all there is, and no base is named', () => {
    const grows = entry({ regression: { limit: 0.05, level: 'error', headroom: 0 } });
    expect(() => refuseEmptyCheck(config(), grows, {})).toThrow(
      /neither rules nor budgets that it can judge/,
    );
    expect(() => refuseEmptyCheck(config(), grows, { base: 'main' })).not.toThrow();
    expect(() => refuseEmptyCheck(config(), grows, { base: 'main', staticOnly: true })).toThrow();
  });

  it('is refused where there are more shards than entries, and says so', () => {
    expect(() => refuseEmptyCheck(config(), [], { shard: '4/4' })).toThrow(/more shards than entries/);
  });
});

describe('problems of boots', () => {
  it('are all told in the one error of the report', () => {
    const failure = { kind: 'crashed', message: 'it crashed', hint: 'mend it' };
    const problems = bootProblems(boots(trace({ failure }), trace({ entry: 'b', failure })), asked());
    expect(asOneError(problems)).toEqual({
      error: { code: 'boot-crashed', message: 'a: it crashed; b: it crashed', hint: 'mend it' },
    });
    expect(asOneError([])).toEqual({});
  });

  it('hold an entry whose registrations a rule asks for and no run could record', () => {
    const blind = boots(trace({ registrations: null }));
    expect(bootProblems(blind, asked([{ type: 'registrations' }]))).toMatchObject([
      { code: 'registrations-unknown' },
    ]);
    expect(bootProblems(blind, asked([{ type: 'registrations', entries: ['b'] }]))).toEqual([]);
    expect(bootProblems(blind, asked([{ type: 'registrations' }], { registrations: false }))).toEqual([]);
    expect(bootProblems(blind, asked([{ type: 'forbidden' }]))).toEqual([]);
  });

  it('name the interruption, not the time that was left', () => {
    const abort = new AbortController();
    abort.abort('SIGTERM');
    const [problem] = bootProblems(boots(), { ...asked(), signal: abort.signal });
    expect(problem).toMatchObject({ code: 'interrupted', message: expect.stringContaining('SIGTERM') });
  });
});
