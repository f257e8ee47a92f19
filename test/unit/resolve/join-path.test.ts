import { posix } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinPath } from '../../../src/resolve/join-path.ts';

const part = fc.constantFrom('a', 'b.js', '.', '..', '', '...', '.c', 'd.', '..e', ' ');
const folder = fc
  .array(fc.constantFrom('x', 'y.z', '.w'), { maxLength: 4 })
  .map((parts) => `/${parts.join('/')}`);
const start = fc.constantFrom('', './', '../', '../../', '/');

test('gives what node:path gives', () => {
  fc.assert(
    fc.property(folder, start, fc.array(part, { maxLength: 5 }), (from, first, parts) => {
      const path = first + parts.join('/');
      const joined = joinPath(from, path);
      expect(joined.replace(/(.)\/$/, '$1')).toBe(posix.resolve(from, path));
      const last = path.split('/').at(-1);
      const onlyFolder = last === '' || last === '.' || last === '..';
      expect(joined.endsWith('/')).toBe(onlyFolder || posix.resolve(from, path) === '/');
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['/a/b', './c.js', '/a/b/c.js'],
  ['/a/b', '../c', '/a/c'],
  ['/a', '../c', '/c'],
  ['/', './c', '/c'],
  ['/', '../c', '/c'],
  ['/a/b', '..', '/a/'],
  ['/a/b', './c/', '/a/b/c/'],
  ['/a/b', './', '/a/b/'],
])('%s and %s: %s', (from, path, joined) => {
  expect(joinPath(from, path)).toBe(joined);
});
