import { expect, test } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import { READY_FORMS, readyProbe, readyText } from '../../../src/boot/ready/registry.ts';

test.for([
  ['auto', { kind: 'auto', idleMs: 1000 }, true, false],
  ['exit', { kind: 'none' }, true, false],
  ['main', { kind: 'main' }, false, false],
  ['listen', { kind: 'listen', port: 0 }, false, false],
  ['listen:3000', { kind: 'listen', port: 3000 }, false, false],
  ['listen:65535', { kind: 'listen', port: 65_535 }, false, false],
  ['mark:a:b', { kind: 'mark', name: 'a:b' }, false, false],
  ['send', { kind: 'send' }, false, true],
  ['stdout:listening on :\\d+', { kind: 'none' }, false, false],
  ['http:http://localhost:3000/a', { kind: 'none' }, false, false],
  ['http://localhost:3000/a', { kind: 'none' }, false, false],
  ['https://localhost/', { kind: 'none' }, false, false],
  ['idle', { kind: 'idle', idleMs: 200 }, false, false],
  ['idle:50', { kind: 'idle', idleMs: 50 }, false, false],
  ['idle:0.5', { kind: 'idle', idleMs: 0.5 }, false, false],
] as const)('%s is understood', ([written, child, endsAtExit, needsChannel]) => {
  expect(readyProbe(written)).toMatchObject({ name: written, child, endsAtExit, needsChannel });
});

test.for([
  ['', 'is not a way'],
  ['Listen', 'is not a way'],
  ['ready', 'is not a way'],
  ['constructor', 'is not a way'],
  ['exit:', 'takes no argument'],
  ['main:a', 'takes no argument'],
  ['auto:5', 'takes no argument'],
  ['send:x', 'takes no argument'],
  ['listen:', 'is not a port'],
  ['listen:0', 'is not a port'],
  ['listen:65536', 'is not a port'],
  ['listen:3e3', 'is not a port'],
  ['listen: 80', 'is not a port'],
  ['mark', 'needs the name'],
  ['mark:', 'needs the name'],
  ['stdout', 'needs a regular expression'],
  ['stdout:(', 'Unterminated group'],
  ['http', 'is not an address'],
  ['http:3000', 'is not an address'],
  ['http:ftp://localhost/', 'is not an address'],
  ['http://', 'is not an address'],
  ['https:localhost', 'is not an address'],
  ['idle:', 'is not a duration'],
  ['idle:0', 'is not a duration'],
  ['idle:-5', 'is not a duration'],
  ['idle:600001', 'is not a duration'],
  ['idle:5s', 'is not a duration'],
] as const)('"%s" is refused', ([written, message]) => {
  let thrown: unknown;
  try {
    readyProbe(written);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(UsageError);
  const { detail } = thrown as UsageError;
  expect(detail.code).toBe('bad-ready');
  expect(detail.message).toContain(message);
  for (const form of READY_FORMS) expect(detail.hint).toContain(form.written);
});

test.for([
  ['exit', 'exit'],
  ['listen', 'listen'],
  [{ port: 3000 }, 'listen:3000'],
  [{ mark: 'up' }, 'mark:up'],
  [{ stdout: '^ready' }, 'stdout:^ready'],
  [{ http: 'http://localhost/' }, 'http:http://localhost/'],
  [{ idleMs: 50 }, 'idle:50'],
] as const)('the config says %j', ([config, written]) => {
  expect(readyText(config)).toBe(written);
  expect(readyProbe(written).name).toBe(written);
});

test.for([undefined, null, {}, 5])('a config of %j says nothing', (config) => {
  expect(readyText(config)).toBeUndefined();
});
