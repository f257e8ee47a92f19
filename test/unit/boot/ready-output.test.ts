import { assert, constantFrom, nat, property, uniqueArray } from 'fast-check';
import { expect, test, vi } from 'vitest';
import { LONGEST_LINE, lineSearch } from '../../../src/boot/ready/line-search.ts';
import type { Started } from '../../../src/boot/ready/ready-probe.ts';
import { readyProbe } from '../../../src/boot/ready/registry.ts';

test('pieces cut anywhere give the same answer as the whole', () => {
  const text = 'erste\r\nzwölf 🚀 bereit\rprogress\nlast';
  const bytes = Buffer.from(text);
  const cuts = uniqueArray(nat(bytes.length), { maxLength: 12 });
  assert(
    property(
      cuts,
      constantFrom('^zwölf 🚀 bereit$', '^progress$', '^erste$', '^last$', 'zwölf\\s+x'),
      (at, source) => {
        const search = lineSearch(new RegExp(source));
        const places = [0, ...at.toSorted((a, b) => a - b), bytes.length];
        const pieces = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
        const found = pieces.some((piece) => search.push(piece));
        expect(found || search.matchesRest()).toBe(new RegExp(source, 'm').test(text));
      },
    ),
  );
});

test('a match does not reach over the end of a line', () => {
  const search = lineSearch(/a[^]*b/);
  expect(search.push(Buffer.from('a\nb\n'))).toBe(false);
});

test('colours are not part of the text', () => {
  expect(lineSearch(/ready in 5/).push(Buffer.from('\u001B[32mready\u001B[39m in 5 ms\n'))).toBe(true);
});

test('of a line without an end only the beginning is kept', () => {
  const search = lineSearch(/^x+$/);
  const piece = Buffer.alloc(1 << 20, 'x');
  const texts: number[] = [];
  const spy = vi.spyOn(RegExp.prototype, 'test').mockImplementation((text) => texts.push(text.length) < 0);
  for (let megabytes = 0; megabytes < 50; megabytes++) search.push(piece);
  search.push(Buffer.from('\n'));
  spy.mockRestore();
  expect(texts).toEqual([LONGEST_LINE]);
  expect(search.push(Buffer.from('xx\n'))).toBe(true);
});

/** Output that a test makes up. */
function fakeCommand() {
  const listeners = new Set<Parameters<Started['onOutput']>[0]>();
  const started: Started = {
    onOutput: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const print = (stream: 'stdout' | 'stderr', text: string, atNs: bigint): void => {
    for (const listener of listeners) listener(stream, Buffer.from(text), atNs);
  };
  return { started, print, listeners };
}

test('streams are not mixed, and the arrival of the last piece is the moment', () => {
  const { started, print, listeners } = fakeCommand();
  const moments: bigint[] = [];
  readyProbe('stdout:^ready$').watch?.(started, (atNs) => moments.push(atNs));
  print('stdout', 're', 1n);
  print('stderr', 'ad', 2n);
  print('stdout', 'ady\n', 3n);
  print('stdout', 'ready\n', 4n);
  expect(moments).toEqual([3n]);
  expect(listeners.size).toBe(0);
});

test('an unfinished line is searched after a pause, unless it goes on or the watch is stopped', () => {
  vi.useFakeTimers();
  try {
    const { started, print } = fakeCommand();
    const moments: bigint[] = [];
    const stop = readyProbe('stdout:> $').watch?.(started, (atNs) => moments.push(atNs));
    print('stdout', 'a > ', 1n);
    print('stdout', 'b', 2n);
    vi.advanceTimersByTime(1000);
    expect(moments).toEqual([]);
    print('stdout', '> ', 3n);
    vi.advanceTimersByTime(1000);
    expect(moments).toEqual([3n]);
    stop?.();
    const second = readyProbe('stdout:> $').watch?.(started, (atNs) => moments.push(atNs));
    print('stdout', '> ', 4n);
    second?.();
    expect(vi.getTimerCount()).toBe(0);
    expect(moments).toEqual([3n]);
  } finally {
    vi.useRealTimers();
  }
});
