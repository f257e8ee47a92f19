import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { baseAnalysis, withCommit, type BaseRequest } from '../../../src/comparing/base-findings.ts';
import { UsageError } from '../../../src/errors.ts';
import { analyse, type Analysis } from '../../../src/pipeline.ts';
import { commitFiles, gitIn, initRepository } from '../../support/git-project.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const entry = (name: string, file: string) => ({
  name,
  file,
  conditions: [],
  budget: {},
  preloads: [],
  boot: {},
});

/** A project whose second commit takes an import away and adds an entry. */
function project(): { root: string; request: BaseRequest; seen: string[] } {
  const root = tempFolder({
    'node_modules/zod/package.json': '{ "name": "zod", "main": "i.js" }',
    'node_modules/zod/i.js': '',
  });
  initRepository(root);
  commitFiles(root, 'First', {
    '.gitignore': 'node_modules',
    'cli.cjs': "require('zod'); require('./a.cjs');",
    'a.cjs': '',
  });
  commitFiles(root, 'Second', { 'cli.cjs': "require('./a.cjs');", 'new.cjs': '' });
  const seen: string[] = [];
  const request: BaseRequest = {
    ref: 'HEAD~1',
    root,
    entries: [entry('cli', 'cli.cjs'), entry('new', 'new.cjs')],
    install: false,
    signal: new AbortController().signal,
    analyse: (root, entries) => {
      seen.push(root);
      return analyse({ root, entries, cache: undefined, onModule: () => undefined });
    },
  };
  return { root, request, seen };
}

describe('the base', () => {
  it('is analysed by its files with the packages of the working tree, under the ids of the working tree', async () => {
    const { root, request, seen } = project();
    let analysis!: Analysis;
    await withCommit(request, async (side) => {
      expect(side.side.commit).toMatchObject({ subject: 'First', hash: gitIn(root, 'rev-parse', 'HEAD~1') });
      analysis = await baseAnalysis(side, request);
    });
    const [group] = analysis.groups;
    expect(group?.entries.map(({ name }) => name)).toEqual(['cli']);
    const { graph } = group!.built;
    expect(graph.modules.map(({ id, package: name }) => `${id} ${name}`).toSorted()).toEqual([
      'a.cjs null',
      'cli.cjs null',
      'node_modules/zod/i.js zod',
    ]);
    expect(graph.edges.map(({ from, to }) => `${from} ${to}`)).toContain('cli.cjs node_modules/zod/i.js');
    expect(graph.index.has('node_modules/zod/i.js' as never)).toBe(true);
    expect(seen[0]).not.toBe(root);
  });

  it('leaves no worktree behind, whatever happens, and says where something is wrong', async () => {
    const { root, request, seen } = project();
    const detail = { code: 'x', message: 'broken', hint: '' };
    const failing = {
      ...request,
      analyse: (folder: string) => (seen.push(folder), Promise.reject(new UsageError(detail))),
    };
    await expect(withCommit(failing, (side) => baseAnalysis(side, failing))).rejects.toMatchObject({
      detail: { message: 'HEAD~1: broken' },
    });
    expect(existsSync(seen[0]!)).toBe(false);
    expect(gitIn(root, 'worktree', 'list').split('\n')).toHaveLength(1);
  });
});
