import { cruise, type ICruiseOptions, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
// @ts-expect-error: a config of plain JavaScript
import config from '../../.dependency-cruiser.mjs';

type Files = Readonly<Record<string, string>>;
const { forbidden, options } = config as {
  forbidden: IFlattenedRuleSet['forbidden'] & object;
  options: ICruiseOptions;
};

const base = realpathSync(mkdtempSync(join(tmpdir(), 'layers-')));
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** A tree with a file in every room, and every import that is allowed between them. */
const CLEAN: Files = {
  'package.json':
    '{ "type": "module", "dependencies": { "picomatch": "4", "lodash": "4", "ts-morph": "4", "commander": "4" } }',
  'tsconfig.json':
    '{ "compilerOptions": { "module": "nodenext", "allowImportingTsExtensions": true, "noEmit": true } }',
  'node_modules/picomatch/package.json': '{ "name": "picomatch", "main": "index.js" }',
  'node_modules/picomatch/index.js': 'module.exports = 1;',
  'node_modules/lodash/package.json': '{ "name": "lodash", "main": "index.js" }',
  'node_modules/lodash/index.js': 'module.exports = 1;',
  'node_modules/ts-morph/package.json': '{ "name": "ts-morph", "main": "index.js" }',
  'node_modules/ts-morph/index.js': 'module.exports = 1;',
  'src/errors.ts': "import type { A } from './model/a.ts'; export type E = A; export const errors = 1;",
  'src/cli.ts':
    "import './errors.ts'; import type { C } from './commands/c.ts'; export type D = C; export const run = () => import('./commands/c.ts');",
  'src/commands/c.ts':
    "import '../pipeline.ts'; import '../reporters/r.ts'; import '../config/c.ts'; import '../recording/r.ts'; import '../comparing/c.ts'; import '../trying/t.ts'; import '../codemod/c.ts'; import '../boot/launch.ts'; export type C = 1;",
  'src/pipeline.ts':
    "import './sources.ts'; import './graph/g.ts'; import './rules/r.ts'; import './report/r.ts'; import './entries/e.ts'; export type Q = 1;",
  'src/sources.ts': "import './extract/x.ts'; import './resolve/r.ts';",
  'src/model/a.ts': "import type { B } from './b.ts'; export type A = B; export const a = 1;",
  'src/model/b.ts': 'export type B = 1; export const b = 1;',
  'src/page/main.ts':
    "import '../graph/g.ts'; import '../model/a.ts'; import '../reporters/numbers.ts'; import '../reporters/html/vlq.ts';",
  'src/reporters/numbers.ts': '',
  'src/reporters/html/vlq.ts': '',
  'src/io/i.ts': "import 'node:fs'; import '../model/a.ts'; import '../errors.ts';",
  'src/config/c.ts': "import 'node:path'; import 'lodash'; import '../io/i.ts'; import '../errors.ts';",
  'src/entries/e.ts': "import '../io/i.ts';",
  'src/extract/x.ts': "import '../io/i.ts';",
  'src/resolve/r.ts': "import '../io/i.ts';",
  'src/trying/t.ts':
    "import 'node:fs'; import '../rewrite/r.ts'; import '../recording/r.ts'; import '../comparing/c.ts'; import '../errors.ts';",
  'src/rewrite/r.ts': "import '../extract/x.ts'; import '../model/a.ts';",
  'src/codemod/c.ts': "import 'ts-morph'; import '../model/a.ts';",
  'src/boot/launch.ts':
    "import 'node:fs'; import '../io/i.ts'; import './protocol.ts'; import '../errors.ts';",
  'src/boot/protocol.ts': "import type { A } from '../model/a.ts'; export type P = A; export const p = 1;",
  'src/boot/memory-protocol.ts': 'export type M = 1;',
  'src/boot/launcher-protocol.ts': 'export const l = 1;',
  'src/boot/child/probe.ts':
    "import 'node:module'; import './deep/look.ts'; import '../protocol.ts'; import '../launcher-protocol.ts'; import type { M } from '../memory-protocol.ts'; export type N = M;",
  'src/boot/child/deep/look.ts':
    "import type { A } from '../../../model/a.ts'; import '../saved.ts'; export type O = A;",
  'src/boot/child/saved.ts': 'export const saved = 1;',
  'src/recording/r.ts':
    "import 'node:os'; import '../boot/launch.ts'; import '../resolve/r.ts'; import '../io/i.ts'; import '../timing/t.ts'; import '../reconcile/j.ts'; import '../model/a.ts'; import '../errors.ts';",
  'src/comparing/c.ts':
    "import '../boot/launch.ts'; import '../recording/r.ts'; import '../io/i.ts'; import '../timing/t.ts'; import type { Q } from '../pipeline.ts'; import '../model/a.ts'; import '../errors.ts'; export type R = Q;",
  'src/timing/t.ts': "import '../model/a.ts';",
  'src/reconcile/j.ts': "import '../graph/g.ts'; import '../model/a.ts';",
  'src/graph/g.ts': "import '../model/a.ts';",
  'src/rules/r.ts': "import 'picomatch'; import '../graph/g.ts';",
  'src/report/r.ts': "import '../graph/g.ts';",
  'src/commands/serve-s.ts': "import '../serve/server.ts';",
  'src/commands/watch-w.ts': "import '../watch/w.ts';",
  'src/serve/server.ts':
    "import 'node:http'; import './event-log.ts'; import '../model/a.ts'; import '../errors.ts'; export type S = 1;",
  'src/serve/event-log.ts': "import '../model/a.ts';",
  'src/watch/w.ts': "import 'node:fs'; import '../io/i.ts'; import '../model/a.ts'; export type W = 1;",
  'src/reporters/r.ts': "import '../model/a.ts'; import '../errors.ts'; import 'lodash';",
};

/** For every rule a file that breaks it; several where the rule has several sides. */
const PLANTED: Readonly<Record<string, readonly Files[]>> = {
  'config-knows-no-other-edge': [{ 'src/config/planted.ts': "import '../entries/e.ts';" }],
  'entries-knows-no-other-edge': [{ 'src/entries/planted.ts': "import '../config/c.ts';" }],
  'extract-knows-no-other-edge': [
    { 'src/extract/planted.ts': "import '../resolve/r.ts';" },
    { 'src/extract/planted.ts': "import '../boot/protocol.ts';" },
  ],
  'resolve-knows-no-other-edge': [
    { 'src/resolve/planted.ts': "import '../extract/x.ts';" },
    { 'src/resolve/planted.ts': "import type {} from '../config/c.ts';" },
  ],
  'boot-knows-no-other-edge': [
    { 'src/boot/planted.ts': "import '../resolve/r.ts';" },
    { 'src/boot/trace/planted.ts': "import '../../extract/x.ts';" },
  ],
  'recording-introduces-boots': [
    { 'src/recording/planted.ts': "import '../extract/x.ts';" },
    { 'src/recording/planted.ts': "import '../graph/g.ts';" },
    { 'src/recording/planted.ts': "import type {} from '../reporters/r.ts';" },
    { 'src/recording/planted.ts': "import '../pipeline.ts';" },
  ],
  'recording-is-for-commands': [
    { 'src/pipeline-planted.ts': "import './recording/r.ts';" },
    { 'src/boot/planted.ts': "import type {} from '../recording/r.ts';" },
  ],
  'comparing-introduces-trees': [
    { 'src/comparing/planted.ts': "import '../rules/r.ts';" },
    { 'src/comparing/planted.ts': "import '../config/c.ts';" },
  ],
  'comparing-takes-only-types-of-the-pipeline': [{ 'src/comparing/planted.ts': "import '../pipeline.ts';" }],
  'comparing-is-for-commands': [{ 'src/pipeline-planted.ts': "import './comparing/c.ts';" }],
  'trying-introduces-cuts-to-boots': [
    { 'src/trying/planted.ts': "import '../rules/r.ts';" },
    { 'src/trying/planted.ts': "import '../reporters/r.ts';" },
  ],
  'trying-is-for-commands': [{ 'src/pipeline-planted.ts': "import './trying/t.ts';" }],
  'rewriting-is-of-texts': [
    { 'src/rewrite/planted.ts': "import '../io/i.ts';" },
    { 'src/codemod/planted.ts': "import '../commands/c.ts';" },
  ],
  'only-codemods-know-ts-morph': [{ 'src/commands/planted.ts': "import 'ts-morph';" }],
  'child-knows-the-protocol-alone': [
    { 'src/boot/child/planted.ts': "import '../launch.ts';" },
    { 'src/boot/child/deep/planted.ts': "import '../../../io/i.ts';" },
    { 'src/boot/child/planted.ts': "import type {} from '../../errors.ts';" },
  ],
  'child-takes-only-types-of-the-model': [{ 'src/boot/child/planted.ts': "import '../../model/a.ts';" }],
  'child-uses-no-packages': [{ 'src/boot/child/planted.ts': "import 'lodash';" }],
  'protocols-import-no-code': [
    { 'src/boot/protocol.ts': "import '../model/a.ts';" },
    { 'src/boot/memory-protocol.ts': "import 'node:path';" },
    { 'src/boot/launcher-protocol.ts': "import 'node:path';" },
  ],
  'child-is-for-measured-processes': [
    { 'src/boot/planted.ts': "import './child/probe.ts';" },
    { 'src/commands/planted.ts': "import type {} from '../boot/child/saved.ts';" },
    { 'src/recording/planted.ts': "export const run = () => import('../boot/child/probe.ts');" },
  ],
  'model-imports-nothing': [
    { 'src/model/planted.ts': "import '../graph/g.ts';" },
    { 'src/model/planted.ts': "import 'node:path';" },
    { 'src/model/planted.ts': "import 'lodash';" },
  ],
  'core-is-pure': [
    { 'src/graph/planted.ts': "import 'node:fs';" },
    { 'src/rules/planted.ts': "import 'node:path';" },
    { 'src/timing/planted.ts': "import 'node:perf_hooks';" },
    { 'src/reconcile/planted.ts': "import 'node:fs';" },
    { 'src/report/planted.ts': "export const fs = () => import('node:fs');" },
  ],
  'core-uses-no-packages': [{ 'src/graph/planted.ts': "import 'lodash';" }],
  'core-knows-no-edge': [
    { 'src/graph/planted.ts': "import '../io/i.ts';" },
    { 'src/rules/planted.ts': "import '../config/c.ts';" },
    { 'src/timing/planted.ts': "import type {} from '../boot/launch.ts';" },
    { 'src/reconcile/planted.ts': "import '../boot/launch.ts';" },
    { 'src/report/planted.ts': "import '../reporters/r.ts';" },
  ],
  'reporters-see-the-model': [
    { 'src/reporters/planted.ts': "import '../graph/g.ts';" },
    { 'src/reporters/planted.ts': "import type {} from '../pipeline.ts';" },
  ],
  'io-knows-nobody': [{ 'src/io/planted.ts': "import '../resolve/r.ts';" }],
  'serving-is-of-events': [
    { 'src/serve/planted.ts': "import '../rules/r.ts';" },
    { 'src/serve/planted.ts': "import type {} from '../reporters/r.ts';" },
  ],
  'feeding-is-pure': [
    { 'src/serve/event-planted.ts': "import 'node:http';" },
    { 'src/serve/live-planted.ts': "import 'node:timers';" },
    { 'src/serve/client-feed.ts': "import 'node:net';" },
    { 'src/serve/subscription.ts': "import 'node:crypto';" },
  ],
  'watching-is-of-folders': [
    { 'src/watch/planted.ts': "import '../graph/g.ts';" },
    { 'src/watch/planted.ts': "import '../serve/server.ts';" },
  ],
  'live-is-asked-for': [
    { 'src/commands/live-planted.ts': "import '../serve/server.ts';" },
    { 'src/commands/planted.ts': "import '../watch/w.ts';" },
  ],
  'page-is-for-browsers': [
    { 'src/page/planted.ts': "import '../rules/r.ts';" },
    { 'src/page/planted.ts': "import type {} from '../reporters/r.ts';" },
  ],
  'page-stands-alone': [
    { 'src/page/planted.ts': "import 'node:fs';" },
    { 'src/page/planted.ts': "import 'lodash';" },
  ],
  'page-is-for-documents': [{ 'src/reporters/planted.ts': "import '../page/main.ts';" }],
  'stages-know-no-command': [
    { 'src/pipeline-planted.ts': "import './commands/c.ts';" },
    { 'src/entries/planted.ts': "import '../cli.ts';" },
  ],
  'library-is-a-door': [{ 'src/commands/planted.ts': "import '../index.ts';", 'src/index.ts': '' }],
  'cli-is-light': [{ 'src/cli.ts': "import './commands/c.ts';" }, { 'src/cli.ts': "import './io/i.ts';" }],
  'no-cycles': [{ 'src/model/a.ts': "import './b.ts';", 'src/model/b.ts': "import './a.ts';" }],
  'not-to-unresolvable': [{ 'src/model/planted.ts': "import './gone.ts';" }],
};

let trees = 0;

async function violations(files: Files): Promise<{ rule: string; from: string }[]> {
  const root = join(base, `tree-${++trees}`);
  for (const [name, text] of Object.entries({ ...CLEAN, ...files })) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  const all = { ...options, ruleSet: { forbidden }, validate: true, baseDir: root };
  const { output } = await cruise(['src'], all, { bustTheCache: true }, { tsConfig: {} });
  return (output as ICruiseResult).summary.violations.map(({ rule, from }) => ({ rule: rule.name, from }));
}

describe('the layer rules', () => {
  it('let the allowed imports through', async () => {
    expect(await violations({})).toEqual([]);
  });

  it('have a planted violation each', () => {
    expect(Object.keys(PLANTED).toSorted()).toEqual(forbidden.map(({ name }) => name).toSorted());
  });

  const cases = Object.entries(PLANTED).flatMap(([rule, all]) => all.map((files) => [rule, files] as const));
  it.each(cases)('%s catches %j', async (rule, files) => {
    const from = Object.keys(files)[0];
    expect(await violations(files)).toContainEqual({ rule, from });
  });
});

describe('files', () => {
  it('of src hold at most 300 lines', () => {
    const src = join(import.meta.dirname, '..', '..', 'src');
    const long = readdirSync(src, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${name}: ${readFileSync(join(src, name), 'utf8').trimEnd().split('\n').length}`)
      .filter((row) => Number(row.split(': ').at(-1)) > 300);
    expect(long).toEqual([]);
  });
});
