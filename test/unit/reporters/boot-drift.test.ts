import { describe, expect, it } from 'vitest';
import type { ImportEdge } from '../../../src/model/module-graph.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';
import type { Drift, RuntimeOnlyDrift, StaticOnlyDrift } from '../../../src/model/startup.ts';
import { driftLines } from '../../../src/reporters/terminal/boot-drift.ts';
import { createPage } from '../../../src/reporters/terminal/page.ts';

const id = (text: string) => text as ModuleId;
const page = createPage({ color: false, width: 80, verbose: false });
const edge = { from: id('src/cli.ts'), line: 14 } as ImportEdge;
const base = { importer: id('src/cli.ts'), edge: null, instead: null, modules: 1, bytes: 100 };

const missing: StaticOnlyDrift = {
  ...base,
  module: id('src/commands/sync.ts'),
  cause: 'conditional-not-taken',
  eager: false,
  edge,
  modules: 12,
};
const extra: RuntimeOnlyDrift = {
  ...base,
  module: id('node_modules/pino/pino.js'),
  cause: 'resolved-elsewhere',
  instead: id('node_modules/pino/browser.js'),
  place: { file: 'src/log.ts', line: 7 },
  edge,
};
const none: Drift = { staticOnly: [], runtimeOnly: [], both: 40, mismatch: null };
const lines = (drift: Partial<Drift>) => driftLines({ ...none, ...drift }, page);

describe('drift', () => {
  it('is one line where there is none', () => {
    expect(lines({})).toEqual(['', '  loaded as the imports say: 40 files']);
  });

  it('counts files, names the outermost module, its cause and the import', () => {
    expect(lines({ staticOnly: [missing], runtimeOnly: [extra] })).toEqual([
      '',
      '  loaded as the imports say: 40 files',
      '  expected by the imports, but not loaded: 12 files',
      '    src/commands/sync.ts and 11 more',
      '      under a condition that was not met (src/cli.ts:14)',
      '  loaded, but not expected by the imports: 1 file',
      '    pino/pino.js',
      '      the import was expected to lead to another file: pino/browser.js',
      '      (src/log.ts:7)',
    ]);
  });

  it('shows a few of many', () => {
    const out = lines({
      runtimeOnly: Array.from({ length: 9 }, (_, at) => ({ ...extra, place: { file: `src/${at}.ts` } })),
    });
    expect(out.filter((line) => line.startsWith('    pino/pino.js'))).toHaveLength(2);
    expect(out.at(-1)).toBe('    … and 7 more (--verbose)');
  });

  it('takes copies of one package together', () => {
    const copies = ['', 'node_modules/a/', 'node_modules/b/'].map((folder) => ({
      ...missing,
      module: id(`${folder}node_modules/debug/src/browser.js`),
      edge: { from: id(`${folder}node_modules/debug/src/index.js`), line: 7 } as ImportEdge,
      modules: 2,
    }));
    expect(lines({ staticOnly: copies }).slice(3)).toEqual([
      '    debug/src/browser.js and 5 more',
      '      under a condition that was not met (debug/src/index.js:7)',
    ]);
  });

  it('says only that the two do not fit where they do not', () => {
    const mismatch = { kind: 'another-program', entry: id('src/cli.ts'), main: id('bin/x.js') } as const;
    const out = lines({ staticOnly: [missing], mismatch });
    expect(out[1]).toMatch(
      /^ {2}! {2}the boot is not of this entry: src\/cli\.ts was never loaded, bin\/x\.js/,
    );
    expect(out.join(' ')).not.toContain('sync.ts');
  });
});
