import { rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { plainEntry } from '../../../src/commands/plain-entry.ts';
import { ownModules, type Known } from '../../../src/commands/watch-known.ts';
import { changedFiles, isConfigured, mayMatter, touchedNames } from '../../../src/commands/watch-touched.ts';
import type { BootTrace, ModuleVisit } from '../../../src/model/boot.ts';
import { toModuleId } from '../../../src/model/module-id.ts';
import { analyse } from '../../../src/pipeline.ts';
import { SAMPLE_BOOT } from '../../support/sample-boot.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const FILES = {
  'web.mjs': "import './a.mjs'; import './gone.mjs'; import('./later.mjs');",
  'cli.mjs': "import './either.mjs';",
  'a.mjs': '',
  'later.mjs': '',
  'either.mjs': '',
  'spare.mjs': '',
  'package.json': '{}',
};

async function knownOf(root: string, traces: readonly BootTrace[] = []): Promise<Known> {
  const entries = ['web', 'cli'].map((name) => plainEntry(name, `${name}.mjs`));
  const analysis = await analyse({ root, entries, cache: undefined, onModule: () => undefined });
  return {
    root,
    analysis,
    traces,
    configFiles: ['conf/import-budget.config.json', 'conf/import-budget.baseline'],
  };
}

/** A boot that loaded these of the project's own files. */
function bootOf(entry: string, ...files: string[]): BootTrace {
  const [visit] = SAMPLE_BOOT.modules as [ModuleVisit];
  const modules = files.map((file) => ({
    ...visit,
    id: toModuleId(`/r/${file}`, '/r'),
    origin: 'project' as const,
  }));
  return { ...SAMPLE_BOOT, entry, modules };
}

const touched = async (known: Known, ...files: string[]) =>
  [...touchedNames(new Set(files), known, known.analysis)].toSorted();

describe('a change touches', () => {
  it('entries whose graph holds the file, at startup or later, or lacks it', async () => {
    const known = await knownOf(tempFolder(FILES));
    expect(await touched(known, 'a.mjs')).toEqual(['web']);
    expect(await touched(known, 'later.mjs')).toEqual(['web']);
    expect(await touched(known, 'gone.mjs')).toEqual(['web']);
    expect(await touched(known, 'either.mjs', 'spare.mjs')).toEqual(['cli']);
    expect(await touched(known, 'spare.mjs')).toEqual([]);
  });

  it('entries whose boot held it, and those whose boot shows nothing', async () => {
    const root = tempFolder(FILES);
    const known = await knownOf(root, [bootOf('web', 'web.mjs'), bootOf('cli', 'cli.mjs', 'dist/made.mjs')]);
    expect(await touched(known, 'dist/made.mjs')).toEqual(['cli']);
    const blind = { ...known, traces: [bootOf('web', 'web.mjs'), bootOf('cli')] };
    expect(await touched(blind, 'spare.mjs')).toEqual(['cli']);
    expect([...ownModules(known)]).toContain('dist/made.mjs');
  });

  it('all entries where it is of what is installed', async () => {
    const known = await knownOf(tempFolder(FILES));
    for (const file of ['package.json', 'package-lock.json', '../pnpm-lock.yaml', 'tsconfig.base.json'])
      expect(await touched(known, file)).toEqual(['cli', 'web']);
  });

  it('entries whose imports lead elsewhere since', async () => {
    const root = tempFolder(FILES);
    const before = await knownOf(root);
    rmSync(`${root}/either.mjs`);
    const { analysis } = await knownOf(root);
    expect([...touchedNames(new Set(), before, analysis)]).toEqual(['cli']);
    writeFileSync(`${root}/web.mjs`, `${FILES['web.mjs']} import './spare.mjs';`);
    const { analysis: later } = await knownOf(root);
    expect([...touchedNames(new Set(), { ...before, analysis }, later)]).toEqual(['web']);
  });
});

describe('a change may matter', () => {
  it('where it touches an entry or the config, or something came or went', async () => {
    const known = await knownOf(tempFolder(FILES));
    const matters = (file: string, kind: 'added' | 'removed' | 'changed') =>
      mayMatter([{ path: `${known.root}/${file}`, kind }], known);
    expect(matters('a.mjs', 'changed')).toBe(true);
    expect(matters('conf/import-budget.baseline', 'changed')).toBe(true);
    expect(matters('spare.mjs', 'changed')).toBe(false);
    expect(matters('new.mjs', 'added')).toBe(true);
    expect(matters('spare.mjs', 'removed')).toBe(true);
    expect(isConfigured(new Set(['conf/import-budget.config.json']), known)).toBe(true);
    expect(isConfigured(new Set(['a.mjs']), known)).toBe(false);
  });

  it('as a path of the root', () => {
    const changes = ['/r/app/a.mjs', '/r/shared/b.mjs'].map((path) => ({ path, kind: 'changed' as const }));
    expect([...changedFiles(changes, '/r/app')]).toEqual(['a.mjs', '../shared/b.mjs']);
  });
});
