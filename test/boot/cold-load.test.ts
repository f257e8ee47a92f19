import { expect, test } from 'vitest';
import { coldLoad } from '../../src/recording/cold-load.ts';
import type { ColdLoad } from '../../src/model/loads.ts';
import type { ModuleId } from '../../src/model/module-id.ts';
import { bootRequest } from '../support/boot-request.ts';
import { tempFolder } from '../support/temp-folder.ts';

async function load(
  files: Readonly<Record<string, string>>,
  modules: readonly string[],
  options: { timeoutMs?: number; command?: readonly string[]; leftMs?: () => number } = {},
): Promise<ColdLoad[]> {
  const root = tempFolder(files);
  const { leftMs, ...own } = options;
  const boot = bootRequest({ root, command: ['node', 'main.js'], ...own });
  const entryFile = 'main.js' as ModuleId;
  const request = { boot, entryFile, trace: null, modules: modules as ModuleId[] };
  return coldLoad({ ...request, ...(leftMs && { leftMs }) });
}

test('a cycle that only works in the order the entry loads it fails from the other side', async () => {
  const loads = await load(
    {
      'package.json': '{"type":"module"}',
      'main.js': "import './order.js';",
      'order.js': "import { Base } from './base.js';\nexport class Order extends Base {}\n",
      'base.js':
        "import { Order } from './order.js';\nexport class Base {}\nexport const make = () => new Order();\n",
    },
    ['order.js', 'base.js'],
  );
  expect(loads[0]).toEqual({ entry: 'app', module: 'order.js', outcome: 'ok', message: '' });
  expect(loads[1]).toEqual({
    entry: 'app',
    module: 'base.js',
    outcome: 'failed',
    message: "ReferenceError: Cannot access 'Base' before initialization",
    at: { file: 'order.js', line: 2, column: 28 },
    chain: ['base.js', 'order.js'],
  });
});

test('CommonJS: what a half-loaded module does not export yet', async () => {
  const [broken] = await load(
    {
      'main.js': "require('./a');",
      'a.js': "const { b } = require('./b');\nexports.a = () => b;\n",
      'b.js': "const { a } = require('./a');\nexports.b = a();\n",
    },
    ['a.js'],
  );
  expect(broken).toMatchObject({
    outcome: 'failed',
    message: 'TypeError: a is not a function',
    at: { file: 'b.js', line: 2 },
    chain: ['a.js', 'b.js'],
  });
});

test('a missing import is told with its importer', async () => {
  const loads = await load(
    {
      'main.js': '',
      'a.js': "require('./middle');",
      'middle.js': "\nrequire('./nowhere');",
      'b.mjs': "import './c.mjs';",
      'c.mjs': "import './nowhere.mjs';",
      'd.mjs': "import { nothing } from './e.mjs';",
      'e.mjs': 'export const something = 1;',
    },
    ['a.js', 'b.mjs', 'd.mjs'],
  );
  expect(loads.map(({ message, at }) => [message, at?.file, at?.line])).toEqual([
    ["Error [MODULE_NOT_FOUND]: Cannot find module './nowhere'", 'middle.js', 2],
    [
      "Error [ERR_MODULE_NOT_FOUND]: Cannot find module 'nowhere.mjs' imported from c.mjs",
      'c.mjs',
      undefined,
    ],
    ["SyntaxError: The requested module './e.mjs' does not provide an export named 'nothing'", 'd.mjs', 1],
  ]);
  expect(loads[0]!.chain).toEqual(['a.js', 'middle.js']);
});

test('a module that ends the process, hangs or never comes to an end is told as such', async () => {
  const loads = await load(
    {
      'main.js': '',
      'usage.js': "console.error('usage: tool FILE'); process.exit(2);",
      'hangs.js': 'for (;;);',
      'waits.mjs': 'await new Promise(() => {});',
      'killed.js': "process.kill(process.pid, 'SIGKILL'); for (;;);",
      'keeps.js': "require('node:net').createServer().listen(0); setInterval(() => {}, 1000);",
      'odd.js': 'throw undefined;',
    },
    ['usage.js', 'hangs.js', 'waits.mjs', 'killed.js', 'keeps.js', 'odd.js', 'gone.js'],
    { timeoutMs: 1500 },
  );
  expect(loads.map(({ outcome, message }) => `${outcome} ${message}`)).toEqual([
    'failed it ends the process when it is loaded (exit code 2): usage: tool FILE',
    'failed it hangs: after 2 s it was not loaded',
    'failed an await at the top level of a module never ended',
    'failed it ends the process when it is loaded (SIGKILL)',
    'ok ',
    'failed undefined: undefined',
    'not-run there is no file gone.js',
  ]);
});

test('where the time is over, nothing is loaded and nothing blamed', async () => {
  const files = { 'main.js': '', 'hangs.js': 'for (;;);', 'fine.js': '' };
  let asked = 0;
  // There is a second for the first, and nothing for the others.
  const leftMs = () => (asked++ === 0 ? 1000 : 0);
  const loads = await load(files, ['hangs.js', 'fine.js'], { leftMs });
  const over = { outcome: 'not-run', message: 'there was no time left to load it (--total-time)' };
  expect(loads).toMatchObject([over, over]);
  expect((await load(files, ['fine.js'], { leftMs: () => 30_000 }))[0]!.outcome).toBe('ok');
});

test("the entry's preloads, environment and conditions are those of the load", async () => {
  const [loaded, bare] = await Promise.all(
    [
      ['node', '--require', './setup.cjs', 'main.js', '--serve'],
      ['node', 'main.js'],
    ].map((command) =>
      load(
        {
          'main.js': '',
          'setup.cjs': 'globalThis.ready = true;',
          'needs.js': "if (!globalThis.ready || process.argv.length > 2) throw new Error('not set up');",
        },
        ['needs.js'],
        { command },
      ),
    ),
  );
  expect(loaded![0]!.outcome).toBe('ok');
  expect(bare![0]).toMatchObject({ outcome: 'failed', message: 'Error: not set up' });
});

test('TypeScript: the file compiled from it, or why there is none', async () => {
  const map = (source: string) =>
    `//# ${'sourceMappingURL'}=data:application/json;base64,${Buffer.from(
      JSON.stringify({ version: 3, sources: [source], names: [], mappings: 'AAAA;AACA;AACA' }),
    ).toString('base64')}`;
  const root = tempFolder({
    'src/main.ts': '',
    'src/cmd/run.ts': 'import "./x.js";\nthrow new TypeError("late");',
    'src/cmd/unbuilt.ts': '',
    'src/cmd/chunk.ts': '',
    'dist/main.js': map('../src/main.ts'),
    'dist/cmd/run.js': `"use strict";\nthrow new TypeError("late");\n${map('../../src/cmd/run.ts')}`,
  });
  const boot = bootRequest({ root, command: ['node', 'dist/main.js'] });
  const trace = {
    main: 'dist/main.js' as ModuleId,
    modules: [],
    environment: { node: 'v20.20.2' },
  } as never;
  const modules = ['src/cmd/run.ts', 'src/cmd/unbuilt.ts'] as ModuleId[];
  const loads = await coldLoad({ boot, entryFile: 'src/main.ts' as ModuleId, trace, modules });
  expect(loads[0]).toMatchObject({
    outcome: 'failed',
    message: 'TypeError: late',
    at: { file: 'src/cmd/run.ts', line: 2 },
  });
  expect(loads[1]).toMatchObject({ outcome: 'not-run' });
  expect(loads[1]!.message).toContain('was not built');
});
