import { expect, test } from 'vitest';
import { closest } from '../../../src/config/closest.ts';

test.each([
  ['entires', ['rules', 'entries'], 'entries'],
  ['Modules', ['modules', 'module'], 'modules'],
  ['forbiden', ['required', 'forbidden'], 'forbidden'],
  ['late-registration', ['forbidden', 'required'], null],
  ['ab', ['cd'], null],
  ['', ['a'], null],
  ['x'.repeat(100_000), ['file'], null],
])('%.20s among %j', (word, candidates, expected) => {
  expect(closest(word, candidates)).toBe(expected);
});
