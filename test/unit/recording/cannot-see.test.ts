import { expect, it } from 'vitest';
import { cannotSee } from '../../../src/recording/cannot-see.ts';

it('the loader itself hides nothing; every other way says what it misses, in sentences', () => {
  expect(cannotSee('internal')).toEqual([]);
  for (const mode of ['register-hooks', 'register', 'cjs-only'] as const) {
    expect(cannotSee(mode).length).toBeGreaterThan(0);
    for (const sentence of cannotSee(mode)) expect(sentence).toMatch(/^[A-Z].*\.$/);
  }
  expect(cannotSee('cjs-only')).toContain('ES modules are not seen.');
});
