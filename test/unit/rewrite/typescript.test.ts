import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'oxc-transform';
import { expect, it } from 'vitest';
import { rewriteLazily } from '../../../src/rewrite/rewrite-lazily.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { testNode } from '../../support/test-node.ts';

const TARGET = `console.log('loaded');
export const One = (props) => 'one ' + props.of;
export const parts = { Two: () => 'two' };
export enum Kind { A = 4 }
export interface Shape { of: string }
`;
const IMPORTER = `import { One, parts, Kind, type Shape } from './t.mjs';
const React = { createElement: (tag: (props: object) => string, props: Shape) => tag(props) };
namespace Own { export const One = 'own'; export const own = One; }
enum Local { Kind = 7, Next = Kind + 1 }
export const later = () => [
  <One of="x" />,
  <parts.Two />,
  (Kind as typeof Kind).A,
  Kind!.A satisfies Kind,
  Own.own,
  Local.Next,
];
class Holder { constructor(private readonly kind: Kind = Kind.A) {} get() { return this.kind; } }
console.log('between');
console.log(JSON.stringify(later()), new Holder().get());
`;

function compile(name: string, text: string): string {
  return transformSync(name, text, { jsx: { runtime: 'classic' } }).code;
}

it('TypeScript and JSX: types stay, values and tags are read through accessors', () => {
  const folder = tempFolder({ 't.mjs': compile('t.ts', TARGET) });
  const run = (text: string) => {
    writeFileSync(join(folder, 'main.mjs'), compile('main.tsx', text));
    const { stdout, stderr } = spawnSync(testNode(), ['--no-warnings', join(folder, 'main.mjs')], {
      encoding: 'utf8',
    });
    return { stdout, stderr };
  };
  const cuts = [{ specifier: './t.mjs', line: 1, target: join(folder, 't.mjs'), key: 'k' }];
  const log = join(folder, 'log');
  const plain = run(IMPORTER);
  const { text, applied } = rewriteLazily({ extension: '.tsx', text: IMPORTER, format: 'esm', cuts, log });
  expect(applied).toEqual(['k']);
  const lazy = run(text);
  const values = '["one x","two",4,4,"own",8] 4\n';
  expect(plain).toEqual({ stdout: `loaded\nbetween\n${values}`, stderr: '' });
  expect(lazy).toEqual({ stdout: `between\nloaded\n${values}`, stderr: '' });
  expect(existsSync(log) && readFileSync(log, 'utf8').trim().split('\n')).toHaveLength(1);
});

it('import-equals, and decorators, which are refused', () => {
  const cut = { specifier: './t', line: 0, target: '/t', key: 'k' };
  const request = { extension: '.ts', format: 'cjs', cuts: [cut], log: '/log' } as const;
  const done = rewriteLazily({
    ...request,
    text: "import t = require('./t');\nexport const f = () => t.x;\n",
  });
  expect(done.text).toMatch(/^;\nexport const f = \(\) => \$lazy0_0\(\)\.x;\n/);
  const text = "import { Injectable } from './t';\n@Injectable()\nclass A {}\n";
  expect(rewriteLazily({ ...request, text }).skipped).toEqual([{ key: 'k', why: 'decorator' }]);
});
