import { describe, expect, it } from 'vitest';
import { blameLine, readBlame } from '../../../src/comparing/blame.ts';
import type { ImportEdge } from '../../../src/model/module-graph.ts';
import { commitFiles, initRepository, putFiles } from '../../support/git-project.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const edge = (from: string, line: number) => ({ from, line }) as ImportEdge;

describe('blame of an import', () => {
  it('names the commit, its date by the clock of its author, and its subject', async () => {
    const folder = tempFolder();
    initRepository(folder);
    const first = commitFiles(folder, 'First: a $(subject)', { 'a.js': "import 'x';\n" });
    commitFiles(folder, 'Second', { 'a.js': "import 'x';\nimport 'y';\n" });
    expect(await blameLine(folder, edge('a.js', 1))).toEqual({
      hash: first,
      date: '2026-03-01T10:00:00+02:00',
      subject: 'First: a $(subject)',
    });
    expect(await blameLine(folder, edge('a.js', 2))).toMatchObject({ subject: 'Second' });
  });

  it('knows lines that are not committed', async () => {
    const folder = tempFolder();
    initRepository(folder);
    commitFiles(folder, 'First', { 'a.js': "import 'x';\n" });
    putFiles(folder, { 'a.js': "import 'x';\nimport 'z';\n" });
    expect(await blameLine(folder, edge('a.js', 2))).toBe('uncommitted');
  });

  it('is null for packages, unknown files and lines that are not there', async () => {
    const folder = tempFolder();
    initRepository(folder);
    commitFiles(folder, 'First', { 'a.js': "import 'x';\n" });
    expect(await blameLine(folder, edge('node_modules/x/i.js', 1))).toBeNull();
    expect(await blameLine(folder, edge('--output=x', 1))).toBeNull();
    expect(await blameLine(folder, edge('a.js', 9))).toBeNull();
    expect(readBlame('')).toBeNull();
  });
});
