import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { flatRequires } from '../../src/extract/flat-requires.ts';
import { asTreeImports, treeImports } from '../support/tree-imports.ts';

const RUNS = Number(process.env['FLAT_REQUIRES_RUNS'] ?? 20_000);

/*
 * Modules whose functions load other modules, and in which something may call them: $n a name, $f a function, $b a body,
 * $e an expression, $m a method's name, $g nothing or a newline, $z the end of a statement.
 */
const STATEMENTS = `
const $n = require('x')$z
const $n = require('x').$m.b$z
const { $n, a: $n } = require('x')$z
const $n = $f$z
let $n$z$n = $f$z
$n.$m = $f$z
$n['$m'] = $f$z
$n ||= $f$z
($n).$m = $f$z
function $n($n, q = $e) {$b}
{ function $n() {$b} }
class $n { $m() {$b} static $m() {$b} get p() {$b} q = $f$z static r = $f$z }
class $n extends $e { constructor() {$b} }
const $n = { $m() {$b}, get g() {$b}, $n: $f, $n }$z
module.exports = { $m: $f }$z
exports.$m = $f$z
export const $n = $f$z
$e$z
$e$z
$e$z
const $n = $e$z
const { $n } = $e$z
var $n = $e, $n = $f$z
if ($e) $e$z
for (const $n of [$f, $n]) $e$z
for (const { $n = $f } of $e) { $e$z }
try { $e$z } catch ({ $n = $f }) { $e$z }
async function $n() { $e$z }
`;
const EXPRESSIONS = `
$n()
$n($f)
$n($n, $f)
$n.$m()
$n.$m($f)
$n.$m($n)
$n.$m($n.$m)
$n.$m($n || $f)
$n.$m($f, $f).$m()
$n?.$m($f)
$n?.($f)
$n['$m']($f)
[$n, $f].$m($f)
'a'.$m($f)
new $n($f)
new $n
new $n.$m($f).$m()
new Promise($f)
$n\`\`
($f)()
(0, $n.$m)($f)
($n || $f)()
($n)($f)
$n()()
$n($f)()
$n.$m($f)()
require('x')($f)
require('x').$m($f)
this.$m($f)
exports.$m()
Array.from($n, $f)
Array.from($n)
Object.$m($n, $f)
$n$g($f)
$n$g\`\`
$n = $f
typeof $n ? $n : $f
await $e
async $f
require.resolve('r')
require.main === module
$n.createRequire
`;
const FUNCTIONS = `
() => require('l')
$n => require('l')
async ($n) => require('l')
($n, { p }) => $e
() => $e
() => {$b}
($n) => {$b}
$n => $n => $e
() =>$g$e$g.$m($f)
() => ({ $m: $f, k() {$b} })
() => $n ? $e : $e
() => $n ? $f : $f
function () {$b}
function $n($n) {$b}
function* () {$b}
async function () {$b}
`;
const BODIES = `
return require('l')$z
require('l')$z$e$z
const $n = require('l')$z$b
try { $b } catch { $b }
try { $b } finally { $b }
try { $b } catch (e) { require('l') } finally { $b }
if ($n) { return$z } $b
return $f$z$b
throw $n$zrequire('l')$z
require('l').$m($f)$z
$n.$m(require('l'), $f)$z
this.$m()$z
$e$z
$n = $f$z
process.exit()$z$b
class $n { static { $b } q = require('l')$z }
for (const $n of require('l')) { $b }
require.resolve('r')$z
`;
const NAMES = 'a b c d e Object Map process of async';
const METHODS =
  'm m run forEach map then catch finally call apply bind from nextTick promisify __awaiter co default';

const { module } = fc.letrec<Record<'statement' | 'expression' | 'fn' | 'body' | 'module', string>>((tie) => {
  const depth = { maxDepth: 3, depthIdentifier: 'quiet', withCrossShrink: true };
  const places: Record<string, fc.Arbitrary<string>> = {
    n: fc.constantFrom(...NAMES.split(' ')),
    m: fc.constantFrom(...METHODS.split(' ')),
    f: tie('fn'),
    b: tie('body'),
    e: tie('expression'),
    g: fc.constantFrom('', '\n'),
    z: fc.constantFrom(';', '\n', '; '),
  };
  const filled = (form: string) => {
    const parts = form
      .split(/\$([nmfbegz])/)
      .map((part, index) => (index % 2 ? places[part] : fc.constant(part)));
    return fc.tuple(...(parts as fc.Arbitrary<string>[])).map((texts) => texts.join(''));
  };
  const oneOf = (first: string, forms: string) =>
    fc.oneof(depth, fc.constant(first), ...forms.trim().split('\n').map(filled));
  return {
    statement: oneOf("const a = require('x');", STATEMENTS),
    expression: oneOf('b.run()', EXPRESSIONS),
    fn: oneOf("() => require('l')", FUNCTIONS),
    body: oneOf("require('l');", BODIES),
    module: fc.array(tie('statement'), { minLength: 1, maxLength: 5 }).map((parts) => parts.join('')),
  };
});

/** Counts, since a scanner that never answers would pass. */
test('gives what the tree gives for modules that load others in functions', () => {
  let lazy = 0;
  let optional = 0;
  fc.assert(
    fc.property(module, (text) => {
      const flat = flatRequires(text);
      if (flat === undefined) return;
      const tree = treeImports(text);
      if (tree === undefined) return;
      if (flat.some((call) => call.timing === 'lazy')) lazy++;
      if (flat.some((call) => call.timing === 'lazy' && call.optional)) optional++;
      expect(tree).toEqual(asTreeImports(flat));
    }),
    { numRuns: RUNS },
  );
  expect(lazy).toBeGreaterThan(RUNS / 20);
  expect(optional).toBeGreaterThan(RUNS / 1000);
});
