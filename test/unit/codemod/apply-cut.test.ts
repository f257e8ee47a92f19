import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyCut } from '../../../src/codemod/apply-cut.ts';
import { FIX_CASES, layOutSide, outputOf } from '../../support/fix-cases.ts';

describe.each(FIX_CASES)('$name', (given) => {
  it('is written as the fixture has it', () => {
    expect(given.cuts).not.toEqual([]);
    for (const cut of given.cuts) {
      const read = (side: string): string => readFileSync(join(given.folder, side, cut.file), 'utf8');
      const result = applyCut({ ...cut, text: read('before') });
      expect(result).toEqual({ text: read('after') });
      expect(read('after')).not.toBe(read('before'));
    }
  });

  it('compiles and boots as before', async () => {
    const [before, after] = [layOutSide(given, 'before'), layOutSide(given, 'after')];
    expect([before.errors, after.errors]).toEqual([[], []]);
    const [was, is] = await Promise.all([
      outputOf(before.folder, given.run),
      outputOf(after.folder, given.run),
    ]);
    expect(was).toMatchObject({ code: 0, stderr: '' });
    expect(was.stdout).not.toBe('');
    expect(is).toEqual(was);
  });
});
