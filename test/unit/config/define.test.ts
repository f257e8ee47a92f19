import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defineConfig } from '../../../src/config/define.ts';

test('defineConfig returns what it is given and imports nothing', () => {
  const config = { entries: { web: 'src/web.ts' } };
  expect(defineConfig(config)).toBe(config);
  const text = readFileSync(new URL('../../../src/config/define.ts', import.meta.url), 'utf8');
  expect(text).not.toMatch(/^\s*import\b|\bimport\(|\brequire\(/m);
});
