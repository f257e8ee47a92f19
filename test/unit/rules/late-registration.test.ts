import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../src/model/effect.ts';
import type { LateRegistrationFinding } from '../../../src/model/finding.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';
import { fingerprints } from '../../../src/reporters/fingerprint.ts';
import type { CheckGiven } from '../../../src/rules/check.ts';
import { effectsIn } from '../../support/effects-in.ts';
import { check } from './run-rule.ts';

const GRAPH = 'web -> start, web ~> one -> shared, web ~> two -> shared';

const BUS = `import { bus, subscribe } from './bus.mjs'; `;

function effectsOf(sources: Readonly<Record<string, string>>): Map<ModuleId, readonly Effect[]> {
  return new Map(Object.entries(sources).map(([id, text]) => [id as ModuleId, effectsIn(BUS + text, id)]));
}

function found(
  sources: Readonly<Record<string, string>>,
  given: Partial<CheckGiven> = {},
  { modules, registrars = [] }: { modules?: readonly string[]; registrars?: readonly string[] } = {},
): LateRegistrationFinding[] {
  const rule = { type: 'late-registration', level: 'error', ...(modules && { modules }) } as const;
  const { findings } = check(GRAPH, { rules: [rule], registrars }, { effects: effectsOf(sources), ...given });
  return findings as LateRegistrationFinding[];
}

const late = (module: string, problem: string | null) => ({
  entry: 'web',
  module: module as ModuleId,
  registrations: [],
  problem,
});

describe('what sources predict', () => {
  it('is one finding a module, under the first lazy import that brings it in', () => {
    expect(
      found({ shared: `process.on('x', f);`, two: `process.on('y', f);\nprocess.on('z', f);` }),
    ).toMatchObject([
      { module: 'shared', root: 'one', registrations: ['listener process x'], predicted: true, lines: [1] },
      {
        module: 'two',
        root: 'two',
        registrations: ['listener process y', 'listener process z'],
        lines: [1, 2],
      },
    ]);
  });

  it('leaves out what startup registers, in whatever module', () => {
    const sources = { start: `if (a) process.on('x', f);`, one: `process.on('x', f); process.on('y', f);` };
    expect(found(sources)).toMatchObject([{ registrations: ['listener process y'] }]);
  });

  it('leaves out what is not sure to happen, and what may come late', () => {
    const doubtful = `if (a) process.on('x', f); const b = bus.on('y', f); const c = subscribe('z');`;
    expect(
      found({ one: doubtful, two: `setTimeout(f); globalThis.a = 1; console.log(1); bus.a = 1;` }),
    ).toEqual([]);
  });

  it('takes changes of prototypes and builtins as well', () => {
    expect(found({ one: `Array.prototype.x = f; JSON.parse = f;` })).toMatchObject([
      { registrations: ['builtin-patch JSON parse', 'prototype Array.prototype x'] },
    ]);
  });

  it('looks below the roots that the rule means', () => {
    const sources = { one: `process.on('x', f);`, shared: `process.on('z', f);`, two: `process.on('y', f);` };
    const ids = found(sources, {}, { modules: ['./two'] }).map(({ module, root }) => [module, root]);
    expect(ids).toEqual([
      ['shared', 'two'],
      ['two', 'two'],
    ]);
  });
});

describe('the level of what is predicted', () => {
  const levels = (source: string, registrars: readonly string[] = []) =>
    found({ one: source }, {}, { registrars }).map(({ level }) => level);

  it('is at most a warning for calls that no registrar names', () => {
    expect(levels(`subscribe('x', f);`)).toEqual(['warning']);
    expect(levels(`bus.push(f);`)).toEqual(['warning']);
    expect(levels(`subscribe('x', f); process.on('x', f);`)).toEqual(['error']);
  });

  it("is the rule's for the config's registrars", () => {
    expect(levels(`subscribe('x', f);`, ['bus.mjs#subscribe'])).toEqual(['error']);
    expect(levels(`subscribe(f);`, ['bus.mjs#subscribe'])).toEqual(['error']);
    expect(levels(`subscribe('x', f);`, ['bus.mjs#sub', 'bus.mjs#subscribe.x'])).toEqual(['warning']);
  });
});

describe('what was loaded after a boot', () => {
  const sources = { one: `process.on('x', f);`, shared: `process.on('z', f);`, two: `process.on('y', f);` };
  const modules = (lateLoads: CheckGiven['lateLoads']) =>
    found(sources, { lateLoads }).map(({ module }) => module);

  it('is not predicted, nor what came with it', () => {
    expect(modules([late('one', null)])).toEqual(['two']);
    expect(modules([late('one', null), late('two', null)])).toEqual([]);
  });

  it('is predicted where it did not load', () => {
    expect(modules([late('one', 'it threw'), late('two', null)])).toEqual(['one']);
    expect(modules([])).toEqual(['one', 'shared', 'two']);
  });
});

it('is the same finding when a boot sees it, wherever its line moves', () => {
  const [predicted] = found({ one: `process.on('x', f);` });
  const [moved] = found({ one: `\nprocess.on('x', f);` });
  const { predicted: _, lines: __, ...seen } = predicted!;
  const [print, ...others] = [predicted!, moved!, seen].map((finding) => fingerprints([finding])[0]);
  expect(others).toEqual([print, print]);
});
