import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { layOutSide, outputOf } from '../../support/fix-cases.ts';
import { FIX_MORE_CASES, fixMore } from '../../support/fix-more-cases.ts';

describe.each(FIX_MORE_CASES)('$name', (given) => {
  const read = (side: string, file: string): string => readFileSync(join(given.folder, side, file), 'utf8');

  it('is written as the fixture has it, file by file', () => {
    const made = fixMore(given);
    const after = readdirSync(join(given.folder, 'after'));
    const changed = after.filter(
      (file) =>
        !existsSync(join(given.folder, 'before', file)) || read('after', file) !== read('before', file),
    );
    expect([...made.keys()].toSorted()).toEqual(changed.toSorted());
    for (const [file, text] of made) expect(text).toBe(read('after', file));
  });

  it('compiles and boots as before', { timeout: 60_000 }, async () => {
    const all = { ...given, cuts: [] };
    const [before, after] = [layOutSide(all, 'before'), layOutSide(all, 'after')];
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
