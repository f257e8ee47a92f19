import { expect, it } from 'vitest';
import { compilesAsCommonJs } from '../../../src/extract/compiles.ts';

it.each([
  "#!/usr/bin/env node\n'use strict'",
  'return exports, require, module, __filename, __dirname',
  "await = yield + 010; import('a')",
])('compiles %s', (text) => {
  expect(compilesAsCommonJs(text)).toBe(true);
});

it.each(['const = 1', "import 'a'", '<a />', '}); (() => {', '#!a\n#!b'])('does not compile %s', (text) => {
  expect(compilesAsCommonJs(text)).toBe(false);
});

it('runs nothing', () => {
  expect(compilesAsCommonJs('throw new Error("ran")')).toBe(true);
});
