import { expect, test } from 'vitest';
import type { ModuleId } from '../../../src/model/module-id.ts';
import { comesAndGoes, registrationName } from '../../../src/model/registration-name.ts';

const named = (target: string, name: string) =>
  registrationName({ module: 'a.js' as ModuleId, kind: 'listener', target, name, count: 2 });

test.each([
  ['process', 'SIGTERM', 'listener process SIGTERM'],
  ['src/bus.ts#bus', 'order created', 'listener src/bus.ts#bus order created'],
  ['process', '', 'listener process'],
  ['process', 'a\nb\u202Ec\u2028', String.raw`listener process a\u000ab\u202ec\u2028`],
])('%j %j', (target, name, expected) => {
  expect(named(target, name)).toBe(expected);
});

test.each([
  ['handle process TCPSocketWrap', true],
  ['timer setInterval', true],
  ['listener process timer ', false],
  ['registrar src/bus.ts#subscribe handle x', false],
])('%s comes and goes: %s', (name, expected) => {
  expect(comesAndGoes(name)).toBe(expected);
});
