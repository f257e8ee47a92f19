import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import {
  baselineFile,
  loadBaseline,
  parseBaseline,
  renderBaseline,
  saveBaseline,
} from '../../../src/config/baseline-file.ts';
import { readText } from '../../../src/io/files.ts';
import type { BaselineEntry } from '../../../src/model/baseline.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { usageError } from './usage-error.ts';

const FILE = 'import-budget.baseline';

function entry(modules: string[], packages: string[] = [], registrations: string[] = []): BaselineEntry {
  return {
    modules: new Set(modules as ModuleId[]),
    packages: new Set(packages),
    registrations: new Set(registrations),
  };
}

async function refusal(text: string): Promise<unknown> {
  return parseBaseline(text, FILE);
}

describe('the baseline file', () => {
  it('lies beside the config', () => {
    expect(baselineFile(null)).toBe(FILE);
    expect(baselineFile('import-budget.config.json')).toBe(FILE);
    expect(baselineFile('tools/budget.config.ts')).toBe(`tools/${FILE}`);
  });

  it('is sorted, one name a line, and every line says all of it', () => {
    const entries = new Map([
      ['web', entry(['src/b.ts', 'src/a b.ts'], ['zod', '@a/b'], ['listener process SIGTERM'])],
      ['my cli', entry(['src/cli.ts'])],
    ]);
    expect(renderBaseline({ entries }).split('\n').slice(3)).toEqual([
      '',
      '"my cli" module src/cli.ts',
      'web module src/a b.ts',
      'web module src/b.ts',
      'web package @a/b',
      'web package zod',
      'web registration listener process SIGTERM',
      '',
    ]);
  });

  it('keeps comments with the lines below them, and drops them with those', () => {
    const before =
      '# Ours.\n\n# Why a.\nweb module a.js\n# Why b,\n# at length.\nweb module b.js\n# the end\n';
    const entries = new Map([['web', entry(['b.js', '0.js'])]]);
    expect(renderBaseline({ entries }, before)).toBe(
      '# Ours.\n\nweb module 0.js\n# Why b,\n# at length.\nweb module b.js\n',
    );
  });

  it('reads what it wrote, whatever the names are', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .chain((text) =>
        fc.constantFrom(
          text,
          `${text}\u2028`,
          `\ud800${text}`,
          `${text}\n`,
          ` ${text}`,
          `"${text}`,
          `#${text}`,
          `<<<<<<< ${text}`,
        ),
      );
    const sets = fc.record({
      modules: fc.uniqueArray(name),
      packages: fc.uniqueArray(name),
      registrations: fc.uniqueArray(name),
    });
    fc.assert(
      fc.property(fc.dictionary(name, sets, { noNullPrototype: true }), (made) => {
        const entries = new Map(
          Object.entries(made).map(([key, { modules, packages, registrations }]) => [
            key,
            entry(modules, packages, registrations),
          ]),
        );
        const text = renderBaseline({ entries });
        const some = [...entries].filter(([, all]) => Object.values(all).some(({ size }) => size > 0));
        expect(parseBaseline(text, FILE).entries).toEqual(new Map(some));
        expect(renderBaseline(parseBaseline(text, FILE), text)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  it('takes Windows line ends and repeated lines, and knows no file from an empty one', () => {
    const root = tempFolder({ [FILE]: 'web module a.js\r\nweb module a.js\r\n\r\n' });
    const baseline = loadBaseline(root, null)!;
    expect(baseline.entries.get('web')!.modules).toEqual(new Set(['a.js']));
    saveBaseline(root, baseline);
    expect(readText(`${root}/${FILE}`)).not.toContain('\r');
    expect(loadBaseline(root, 'else/where.json')).toBeNull();
    expect(parseBaseline('', FILE).entries.size).toBe(0);
  });

  it('tells every line that is none, with its place', async () => {
    const text = 'web module a.js\nweb modules b.js\nweb\n"web module c.js\nweb package "x\n';
    const { code, message, at } = await usageError(refusal(text));
    expect(code).toBe('bad-baseline');
    expect(message.split('\n')).toEqual([
      `${FILE}:2: "modules" is none of module, package, registration: web modules b.js`,
      `${FILE}:3: this is no line of a baseline: web`,
      `${FILE}:4: this is no line of a baseline: "web module c.js`,
      `${FILE}:5: the quotes are not closed: web package "x`,
    ]);
    expect(at).toEqual({ file: FILE, line: 2 });
  });

  it('tells a merge that was left unfinished', async () => {
    const text = '<<<<<<< HEAD\nweb module a.js\n||||||| base\n=======\nweb module b.js\n>>>>>>> topic\n';
    const { message, hint, at } = await usageError(refusal(text));
    expect(message.split('\n')).toHaveLength(4);
    expect(message).toContain(`${FILE}:1: a merge conflict is not resolved: <<<<<<< HEAD`);
    expect(hint).toContain('keep the lines of both sides');
    expect(at).toEqual({ file: FILE, line: 1 });
  });
});
