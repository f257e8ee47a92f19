import { describe, expect, it } from 'vitest';
import type { Baseline, BaselineEntry } from '../../../src/model/baseline.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';
import {
  changedBaseline,
  newLines,
  staleLines,
  type StartupNames,
} from '../../../src/rules/baseline-changes.ts';

type Names = { modules?: string[]; packages?: string[]; registrations?: string[] | null; known?: string[] };

function entry({ modules = [], packages = [], registrations = [] }: Names): BaselineEntry {
  return {
    modules: new Set(modules as ModuleId[]),
    packages: new Set(packages),
    registrations: new Set(registrations ?? []),
  };
}

function now({ registrations = null, known = [], ...rest }: Names): StartupNames {
  return { ...entry(rest), registrations: registrations && new Set(registrations), known: new Set(known) };
}

function baseline(entries: Record<string, Names>): Baseline {
  const sets = Object.entries(entries).map(([name, names]) => [name, entry(names)] as const);
  return { file: 'b', entries: new Map(sets) };
}

const words = (lines: ReturnType<typeof newLines>) =>
  lines.map(({ entry: name, kind, name: what }) => `${name} ${kind} ${what}`);

describe('lines of a baseline', () => {
  const old = baseline({
    web: { modules: ['a', 'b'], packages: ['p'], registrations: ['listener process SIGTERM'] },
    other: { modules: ['x'] },
  });

  it('are stale where startup holds them no more; entries that were not looked at are left alone', () => {
    const current = new Map([['web', now({ modules: ['a'], packages: [], registrations: [] })]]);
    expect(words(staleLines(old, current))).toEqual([
      'web module b',
      'web package p',
      'web registration listener process SIGTERM',
    ]);
  });

  it('without a boot: registrations are not judged, nor what only a boot can have seen', () => {
    const current = new Map([['web', now({ modules: ['a'], known: ['a', 'b'] })]]);
    expect(words(staleLines(old, current))).toEqual(['web module b']);
    const unbooted = baseline({ web: { modules: ['a', 'b'], packages: ['p'] } });
    expect(words(staleLines(unbooted, current))).toEqual(['web module b', 'web package p']);
  });

  it('are new where the baseline does not hold them, a whole entry too', () => {
    const current = new Map([
      ['web', now({ modules: ['a', 'c'], packages: ['p', 'q'], registrations: ['timer x'] })],
      ['cli', now({ modules: ['m'] })],
      ['empty', now({})],
    ]);
    expect(words(newLines(old, current))).toEqual([
      'web module c',
      'web package q',
      'web registration timer x',
      'cli module m',
    ]);
  });

  it('change in a copy; nothing else is touched', () => {
    const next = changedBaseline(
      old,
      [{ entry: 'web', kind: 'module', name: 'b' }],
      [{ entry: 'cli', kind: 'package', name: 'q' }],
    );
    expect(next.entries.get('web')!.modules).toEqual(new Set(['a']));
    expect(next.entries.get('cli')!.packages).toEqual(new Set(['q']));
    expect(next.entries.get('other')).toEqual(old.entries.get('other'));
    expect(old.entries.get('web')!.modules.size).toBe(2);
  });
});
