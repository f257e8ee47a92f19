import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/model/finding.ts';
import { doorOf } from '../../../src/reporters/places.ts';
import {
  executedWords,
  findingWords,
  noticeHeading,
  limitWords,
  reachedWords,
  whyCommand,
} from '../../../src/reporters/wording.ts';
import { sampleReport } from '../../support/sample-report.ts';

const { findings, entries } = sampleReport('check');
const of = <R extends Finding['rule']>(rule: R) =>
  findings.find((finding) => finding.rule === rule) as Extract<Finding, { rule: R }>;

describe('findingWords', () => {
  it('names the first-party import to edit for a forbidden module', () => {
    expect(findingWords(of('forbidden'))).toEqual({
      label: 'FORBIDDEN',
      what: 'typescript reaches startup',
      why: 'the help text must not wait for a compiler',
      next: "in src/commands/migrate.ts:1 use await import('ts-morph') where it is needed",
    });
  });

  it('says when a forbidden module is uncertain, matched by a pattern, and not alone', () => {
    const finding = { ...of('forbidden'), certain: false, pattern: 'type*', others: 3 };
    expect(findingWords(finding).what).toBe(
      'typescript may reach startup (rule "type*"), and 3 more modules with it',
    );
  });

  it('puts the fix of the config first', () => {
    expect(findingWords(of('required')).next).toBe('wire it in src/cli.ts, next to the other commands');
    const { fix: _fix, ...finding } = of('required');
    expect(findingWords(finding).next).toBe(
      "in src/cli.ts:31 import './commands/sync.ts' at the top of the file instead",
    );
    expect(findingWords({ ...finding, module: null, reached: 'not', chain: [] }).what).toBe(
      'no module matches "src/commands/sync.ts"',
    );
  });

  it('points at the heaviest package of the entry over budget', () => {
    expect(findingWords(of('budget'), entries[0]).next).toContain(
      'start with ts-morph, in at src/commands/migrate.ts:1',
    );
    expect(findingWords(of('budget')).next).toBe('look for what weighs most: import-budget graph cli:help');
  });

  it('tells expired exceptions from useless ones', () => {
    const { expires: _expires, ...finding } = of('stale-exception');
    expect(findingWords(of('stale-exception')).what).toBe('"src/a.ts -> zod" expired on 2026-03-01');
    expect(findingWords({ ...finding, why: 'matches-nothing' }).what).toBe(
      '"src/a.ts -> zod" excuses nothing any more',
    );
  });
});

it('writes budgets with what they are over', () => {
  expect(limitWords('modules', 612, 320)).toBe('612 modules, limit 320 (+292)');
  expect(limitWords('bytes', 4_000_100, 4_000_000)).toBe('4.0 MB, limit 4.0 MB (+100 B)');
  expect(limitWords('packages', 1, 4)).toBe('1 package, limit 4');
});

it('takes the last import as the door where a chain stays first-party', () => {
  const { chain } = of('required');
  expect(doorOf(chain)).toBe(chain.at(-1));
  expect(doorOf([])).toBeUndefined();
});

it('heads groups of notices and quotes commands', () => {
  expect(noticeHeading('unresolved', 2)).toBe('2 imports lead nowhere');
  expect(whyCommand('a b', 'web')).toBe("import-budget why 'a b' web");
});

it('tells what nothing loads from what nothing names', () => {
  const [, , { mentions } = { mentions: [] }] = sampleReport('why').why!.entries;
  const [erased] = mentions;
  const located = { edge: { ...erased!.edge, timing: 'reference' as const }, line: null };
  const words = (...mentions: (typeof located)[]) => reachedWords({ reached: 'not', mentions });
  expect(words()).toBe('never reached');
  expect(reachedWords({ reached: 'not', mentions })).toBe('not loaded: only its types are imported');
  expect(words(located)).toBe('only located, not loaded');
  expect(reachedWords({ reached: 'not', mentions: [...mentions, located] })).toBe(
    'not loaded: only located, and its types imported',
  );
  expect(reachedWords({ reached: 'lazy', mentions: [] })).toBe('not at startup, loaded later');
});

it('names every config that was executed, each once', () => {
  const executed = (file: string) =>
    ({ code: 'config-code', level: 'info', message: 'm', at: { file } }) as const;
  expect(executedWords([{ code: 'limit', level: 'info', message: 'm' }])).toBeNull();
  expect(executedWords([executed('a.mjs'), executed('a.mjs')])).toBe(
    'a.mjs was executed (--no-config-code refuses that)',
  );
  expect(executedWords([executed('a.mjs'), executed('b.cjs')])).toBe(
    'a.mjs, b.cjs were executed (--no-config-code refuses that)',
  );
});
