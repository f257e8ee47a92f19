import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { BaselineResult } from '../../src/commands/baseline.ts';
import type { DoctorReport } from '../../src/model/doctor.ts';
import { schemaProblems } from '../support/json-schema.ts';

const doctor: DoctorReport = {
  schemaVersion: 1,
  command: 'doctor',
  machine: {
    platform: 'linux',
    arch: 'x64',
    cpu: 'a CPU',
    cpus: 2,
    load: 0.5,
    cpuQuota: null,
    governor: 'performance',
    turbo: true,
    stolen: null,
    container: ['CI'],
  },
  node: {
    version: 'v22.1.0',
    ownVersion: 'v20.19.0',
    modes: [{ mode: 'internal', problem: null, cannotSee: ['workers'] }],
  },
  noise: [
    {
      program: 'a small program of ours',
      problem: null,
      pairs: 12,
      cpuMs: 40.5,
      spread: 0.03,
      difference: { value: 0.01, low: -0.02, high: 0.03 },
      detectable: [{ pairs: 20, slowdown: null }],
    },
  ],
  variables: [{ name: 'NODE_OPTIONS', cpuMs: 3, share: null, leftOut: false }],
  advice: ['Stop the other program.'],
};

const baseline: BaselineResult = {
  schemaVersion: 1,
  command: 'baseline',
  action: 'update',
  file: 'import-budget.baseline',
  root: '/p',
  isNew: false,
  removed: [{ entry: 'cli', kind: 'module', name: 'src/a.ts' }],
  added: [{ entry: 'cli', kind: 'package', name: 'zod' }],
  refused: [{ entry: 'cli', kind: 'registration', name: 'listener process exit', why: null }],
  lines: 3,
  failed: [{ entry: 'web', message: 'it ended with exit code 1' }],
  notices: [{ code: 'cache', level: 'info', message: 'm' }],
};

const error = { schemaVersion: 1, error: { code: 'no-entry', message: 'm', hint: 'h' }, notices: [] };

/** Every object within a value, itself included. */
function objectsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(objectsIn);
  return Array.isArray(value) ? inner : [value as Record<string, unknown>, ...inner];
}

describe.each([
  ['doctor', doctor],
  ['baseline', baseline],
] as const)('%s.schema.json', (name, sample) => {
  it('describes what is printed, and errors', () => {
    expect(schemaProblems(name, sample)).toEqual([]);
    expect(schemaProblems(name, error)).toEqual([]);
    expect(schemaProblems(name, {})).not.toEqual([]);
  });

  it('refuses a field it does not know and misses each that it knows, at every level', () => {
    const copy = structuredClone<object>(sample);
    const objects = objectsIn(copy);
    for (const object of objects) {
      object['surprise'] = 1;
      expect(schemaProblems(name, copy), JSON.stringify(object)).not.toEqual([]);
      delete object['surprise'];
      for (const [key, value] of Object.entries(object)) {
        delete object[key];
        expect(schemaProblems(name, copy), key).not.toEqual([]);
        object[key] = value;
      }
    }
    expect(objects.length).toBeGreaterThan(5);
  });

  it('is published', () => {
    const file = new URL('../../package.json', import.meta.url);
    const { exports } = JSON.parse(readFileSync(file, 'utf8')) as { exports: Record<string, unknown> };
    expect(exports[`./schema/${name}.json`]).toBe(`./schema/${name}.schema.json`);
  });
});
