import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { savingFailure } from '../../../src/commands/saving-failure.ts';
import { TargetError } from '../../../src/errors.ts';
import type { Host } from '../../../src/io/host.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const failing = () => Promise.reject(new TargetError({ code: 'x', message: 'broken', hint: 'mend it' }));

it('says why in the place of an earlier report, and leaves what was read alone', async () => {
  const cwd = tempFolder({ 'old.json': '{}', 'input.json': '{}' });
  const host = { cwd } as Host;
  const output = ['json=old.json', 'json=./input.json', 'markdown=a.md'];
  await expect(savingFailure(host, { output }, failing, ['input.json'])).rejects.toThrow('broken');
  expect(JSON.parse(readFileSync(join(cwd, 'old.json'), 'utf8'))).toMatchObject({ error: { code: 'x' } });
  expect(readFileSync(join(cwd, 'input.json'), 'utf8')).toBe('{}');
  expect(existsSync(join(cwd, 'a.md'))).toBe(false);
});
