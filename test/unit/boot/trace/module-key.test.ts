import { expect, it } from 'vitest';
import { moduleKey } from '../../../../src/boot/trace/module-key.ts';

it('names a file by its path, whatever the loader called it', () => {
  expect(moduleKey('/p/a b.mjs')).toBe('/p/a b.mjs');
  expect(moduleKey('file:///p/a%20b.mjs?v=1#x')).toBe('/p/a b.mjs');
  expect(moduleKey('file:///p/50%25%3F.mjs')).toBe('/p/50%?.mjs');
  expect(moduleKey('/p/what?.js')).toBe('/p/what?.js');
});

it('leaves other names alone, and cuts data: URLs', () => {
  expect(moduleKey('node:fs')).toBe('node:fs');
  expect(moduleKey('https://x.y/a.mjs?b')).toBe('https://x.y/a.mjs?b');
  expect(moduleKey('file:///p/%2Fa.mjs')).toBe('file:///p/%2Fa.mjs');
  expect(moduleKey(`data:text/javascript,${'x'.repeat(200)}`)).toHaveLength(80);
});
