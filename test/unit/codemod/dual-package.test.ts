import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { applyCut } from '../../../src/codemod/apply-cut.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const DUAL = {
  'node_modules/dual/package.json': JSON.stringify({
    name: 'dual',
    exports: { import: './as-import.mjs', require: './as-require.cjs' },
  }),
  'node_modules/dual/as-import.mjs': "export class Client { from = 'import'; }\n",
  'node_modules/dual/as-require.cjs': "exports.Client = class { from = 'require'; };\n",
};

it('a function that cannot await loads the very class that the other importers have', () => {
  const text = "import { Client } from 'dual';\nexport const make = () => new Client();\n";
  const main = "import { Client } from 'dual';\nimport { make } from './make.mjs';\nconst made = make();\n";
  const root = tempFolder({
    ...DUAL,
    'make.mjs': text,
    'main.mjs': `${main}console.log(made.from, made instanceof Client);\n`,
  });
  const result = applyCut({
    file: 'make.mjs' as ModuleId,
    text,
    format: 'esm',
    cut: {
      action: 'defer',
      shape: 'create-require',
      imports: [{ specifier: 'dual', line: 1, target: { format: 'esm', requireDiffers: true } }],
    },
  });
  writeFileSync(join(root, 'make.mjs'), 'text' in result ? result.text : expect.fail('refused'));
  expect(readFileSync(join(root, 'make.mjs'), 'utf8')).not.toContain("from 'dual'");
  const { stdout } = spawnSync(process.execPath, ['main.mjs'], { cwd: root, encoding: 'utf8' });
  expect(stdout).toBe('import true\n');
});
