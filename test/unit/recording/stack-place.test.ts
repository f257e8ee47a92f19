import { expect, test } from 'vitest';
import { placeInStack } from '../../../src/recording/stack-place.ts';

const SCRIPT = '/tmp/run/load.cjs';

test.each([
  [
    'a function of CommonJS, behind frames of Node',
    'Error: x\n    at node:internal/modules/cjs/loader:1207:15\n    at Module.load (node:internal/modules/cjs/loader:1:2)\n    at Object.<anonymous> (/p/a (1)/b.js:3:9)\n    at f (/p/c.js:1:1)',
    { file: '/p/c.js', line: 1, column: 1 },
  ],
  [
    'an ES module',
    "ReferenceError: Cannot access 'a'\n    at file:///p/with%20space/a.mjs?v=1:2:28\n    at async Promise.all (index 0)",
    { file: '/p/with space/a.mjs', line: 2, column: 28 },
  ],
  [
    'an async function',
    'Error: x\n    at async run (file:///p/a.mjs:5:6)',
    { file: '/p/a.mjs', line: 5, column: 6 },
  ],
  [
    'a syntax error',
    '/p/a.js:7\nlet let\n    ^\n\nSyntaxError: x\n    at wrapSafe (/p/b.js:1:1)',
    { file: '/p/a.js', line: 7 },
  ],
  [
    'a missing ES module',
    "Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/p/x.mjs' imported from /p/a.mjs\n    at finalizeResolution (node:internal/modules/esm/resolve:1:1)",
    { file: '/p/a.mjs' },
  ],
  [
    'our own script does not count',
    `Error: x\n    at ${SCRIPT}:1:1\n    at f (/p/a.js:2:3)`,
    { file: '/p/a.js', line: 2, column: 3 },
  ],
  ['nothing of a file', 'Error: x\n    at new Promise (<anonymous>)', null],
  ['no stack', '', null],
])('%s', (_, stack, place) => {
  expect(placeInStack(stack, SCRIPT)).toEqual(place);
});
