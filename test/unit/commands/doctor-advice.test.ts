import { expect, test } from 'vitest';
import { adviceFor } from '../../../src/commands/doctor-advice.ts';
import { quotaOf } from '../../../src/io/machine.ts';
import type { DoctorReport } from '../../../src/model/doctor.ts';

const QUIET: Omit<DoctorReport, 'advice'> = {
  schemaVersion: 1,
  command: 'doctor',
  machine: {
    platform: 'linux',
    arch: 'x64',
    cpu: 'x',
    cpus: 8,
    load: 0.3,
    cpuQuota: null,
    governor: 'performance',
    turbo: false,
    stolen: 0,
    container: ['CI'],
  },
  node: {
    version: 'v22.0.0',
    ownVersion: 'v22.0.0',
    modes: [{ mode: 'internal', problem: null, cannotSee: [] }],
  },
  noise: [],
  variables: [],
};

const noise = (slowdown: number | null) => ({
  program: 'app',
  problem: null,
  pairs: 12,
  cpuMs: 50,
  spread: 0.02,
  difference: { value: 0, low: 0, high: 0 },
  detectable: [{ pairs: 40, slowdown }],
});

test('a quiet machine needs nothing', () => {
  expect(adviceFor({ ...QUIET, noise: [noise(0.04)] })).toEqual([
    'Nothing stands in the way of measuring here.',
  ]);
});

test('what costs most comes first', () => {
  const advice = adviceFor({
    ...QUIET,
    machine: {
      ...QUIET.machine,
      cpus: 4,
      cpuQuota: 1.5,
      load: 1.2,
      stolen: 0.03,
      governor: 'powersave',
      turbo: true,
    },
    node: { ...QUIET.node, modes: [{ mode: 'internal', problem: 'no inspector', cannotSee: [] }] },
    noise: [noise(null)],
    variables: [
      { name: 'NODE_EXTRA_CA_CERTS', cpuMs: 37, share: 1.1, leftOut: false },
      { name: 'NODE_OPTIONS', cpuMs: 1, share: 0.02, leftOut: false },
      { name: 'NODE_COMPILE_CACHE', cpuMs: 20, share: 0.5, leftOut: true },
    ],
  });
  expect(advice.map((text) => text.split(/[ (:]/).slice(0, 4).join(' '))).toEqual([
    'NODE_EXTRA_CA_CERTS adds 37 ms',
    'The container may use',
    'Others use this machine',
    'The CPU changes its',
    'The host of this',
    'The CPU speeds up',
    'Node v22.0.0 cannot be',
    'Of app this machine',
  ]);
  expect(advice.at(-1)).toContain('sees not even 50 % after 40 pairs');
});

test.each([
  [['max', '100000'], null],
  [['200000', '100000'], 2],
  [['50000', '100000'], 0.5],
  [['-1', '100000'], null],
  [['', ''], null],
])('a quota of %j', (words, expected) => {
  expect(quotaOf(words)).toBe(expected);
});
