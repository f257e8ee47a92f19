import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { layOutSide, outputOf } from '../support/fix-cases.ts';
import { layOut, runCli } from '../support/run-cli.ts';

/** Five cuts, four of them of imports in main.ts and two of what command.ts holds. */
const CUTS = [
  'type-only:src/main.ts>src/shape.ts',
  'defer:src/main.ts>src/build.ts',
  'defer:src/main.ts>src/text.ts',
  'defer:src/command.ts>src/rows.ts',
  'move-leaf:src/command.ts',
];
const ROWS = `export const rows: string[] = ${JSON.stringify(Array.from({ length: 4000 }, (_, at) => `row ${at}`))};\n`;

const MAIN = `// The program.
import { isCommand, LIMIT } from './command.js';
import { build } from './build.js'; // builds
import { Shape } from './shape.js';
import * as text from './text.js';

export async function run(what: string, shape: Shape): Promise<string> {
  if (what === 'build') return build(shape.name);
  return \`\${text.upper(what)} \${LIMIT}\`;
}
console.log(isCommand({ run }), LIMIT);
console.log(await run('build', { name: 'a' }), await run('text', { name: 'b' }));
`;
const FIXED = `// The program.
import { isCommand, LIMIT } from './command-limit.js';
import type { Shape } from './shape.js';

export async function run(what: string, shape: Shape): Promise<string> {
  if (what === 'build') {
    // builds
    const { build } = await import('./build.js');
    return build(shape.name);
  }
  const text = await import('./text.js');
  return \`\${text.upper(what)} \${LIMIT}\`;
}
console.log(isCommand({ run }), LIMIT);
console.log(await run('build', { name: 'a' }), await run('text', { name: 'b' }));
`;

function files(): Record<string, string | object> {
  return {
    'package.json': { name: 'p', type: 'module' },
    'tsconfig.json': {
      compilerOptions: { strict: true, verbatimModuleSyntax: true, module: 'node20', types: ['node'] },
      include: ['src'],
    },
    'src/main.ts': MAIN,
    'src/command.ts':
      "import { rows } from './rows.js';\n\nexport const LIMIT = 4;\n/** Is it? */\nexport function isCommand(value: { run?: unknown }): boolean {\n  return typeof value.run === 'function';\n}\nexport class Command {\n  run(): string[] {\n    return rows;\n  }\n}\n",
    'src/build.ts':
      "import { rows } from './rows-build.js';\nimport { Command } from './command.js';\n\nexport const build = (name: string): string => `${name} ${rows.length} ${new Command().run().length}`;\n",
    'src/text.ts':
      "import { rows } from './rows-text.js';\n\nexport const upper = (value: string): string => `${value.toUpperCase()} ${rows.length}`;\n",
    'src/shape.ts':
      "import { rows } from './rows-shape.js';\n\nexport class Shape {\n  name = rows[0]!;\n}\n",
    ...Object.fromEntries(
      ['rows', 'rows-build', 'rows-text', 'rows-shape'].map((name) => [`src/${name}.ts`, ROWS]),
    ),
  };
}

it('writes cuts together that change the same files', { timeout: 60_000 }, async () => {
  const folder = layOut(
    Object.fromEntries(Object.entries(files()).map(([path, content]) => [`before/${path}`, content])),
  );
  const project = { name: 'p', folder, run: 'src/main.js', typescript: true, cuts: [] } as const;
  const before = layOutSide(project, 'before');
  const cwd = join(folder, 'before');
  const { code, stderr } = await runCli(
    ['fix', ...CUTS, '--quiet', '--entry', 'main=src/main.ts', '--no-cache'],
    { cwd },
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(readFileSync(join(cwd, 'src/main.ts'), 'utf8')).toBe(FIXED);
  const command = readFileSync(join(cwd, 'src/command.ts'), 'utf8');
  expect(command).toContain("export { LIMIT, isCommand } from './command-limit.js';\n");
  expect(command).not.toContain('import { rows }');

  const after = layOutSide(project, 'before');
  expect([before.errors, after.errors]).toEqual([[], []]);
  const [was, is] = await Promise.all([
    outputOf(before.folder, project.run),
    outputOf(after.folder, project.run),
  ]);
  expect(was).toEqual({ code: 0, stderr: '', stdout: 'true 4\na 4000 4000 TEXT 4000 4\n' });
  expect(is).toEqual(was);
});
