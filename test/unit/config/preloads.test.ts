import { expect, test } from 'vitest';
import { readNodeFlags } from '../../../src/config/preloads.ts';

const required = (specifier: string) => ({ specifier, how: 'require' });
const imported = (specifier: string) => ({ specifier, how: 'import' });

test.each([
  [['node', 'main.js'], '', [], []],
  [['node', '--import', 'tsx', '-r', './a.cjs', 'main.js'], '', [required('./a.cjs'), imported('tsx')], []],
  [
    ['/usr/bin/node', '--require=./a.cjs', '--import=./b.mjs'],
    '',
    [required('./a.cjs'), imported('./b.mjs')],
    [],
  ],
  // After the program the words are the program's own.
  [['node', 'main.js', '--import', 'tsx', '-r', 'x'], '', [], []],
  [['node', '--', '-r', 'x'], '', [], []],
  [['node', '--enable-source-maps', '--title', '-r', 'main.js', '-r', 'x'], '', [], []],
  [['node', '-C', 'a', '--conditions=b', 'main.js'], '', [], ['a', 'b']],
  [['cross-env', 'A=1', 'node', '-r', 'x', 'main.js'], '', [required('x')], []],
  [['mytool', '-r', 'x'], '', [], []],
  [
    ['mytool'],
    '--require "./my file.cjs" --import="a\\"b"',
    [required('./my file.cjs'), imported('a"b')],
    [],
  ],
  [
    ['node', '-r', 'second', 'main.js'],
    '-r first --conditions c',
    [required('first'), required('second')],
    ['c'],
  ],
  [['node', '--import'], '', [], []],
])('%j with NODE_OPTIONS=%s', (run, nodeOptions, preloads, conditions) => {
  expect(readNodeFlags(run, nodeOptions)).toEqual({ preloads, conditions });
});
