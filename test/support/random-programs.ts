import * as fc from 'fast-check';

/*
 * Forms of code with places to fill: %e an expression, %s a statement, %n a name, %o a binary operator, %g white space
 * or nothing, %z the end of a statement. § and ¤ stand for a backtick and a dollar with a brace.
 */
const EXPRESSIONS = String.raw`
%e%g%o%g%e
%e ?%g%e :%g%e
%e?.%n
%e%g.%g%n
%e%g(%e,%g%e)
%e[%e]
new %e(%e)
(%g%e%g)
[%e,%g%e]
({ a: %e, %n: %e, ...%e })
({ [%e]: %e, %n() { %s }, get %n() { %s } })
({ a = %e, b: c = %e } = %e)
[a = %e] = %e
§%n ¤ %e } ¤%e}§
§%n ¤%e} \§ \¤%e}§
%e§t§
function %n(%n) {%s}
function (a = %e) {%s}
async function* () {%s}
(%n, b = %e) => %e
(%e) => %e
async (%e) =>%g{%s}
%n => %g{%s}
(function () {%s})()
class %n { %n = %e%z%n() {%s} static {%s} }
class extends %e { [%e] = %e%zstatic %n = %e }
typeof %e
!%e
void %e
%e%g++
--%g%e
%e.then(%e, %e)
%e%g.catch(%e)
process.exit(%e)
module.require(%e)
x.fork(__dirname + %e)
`
  .replaceAll('¤', '${')
  .replaceAll('§', '`');

const STATEMENTS = `
var %n%g=%g%e%z
let %n%g=%g%e%z
const %n%g=%g%e%z
var { %n, b: c } = %e, [d] = %e%z
const { a = %e } = %e%z
exports.%n = %e%z
var %n%z
if (%e)%g%s
if (%e) {%s}%gelse%g%s
if (%e) %e%zelse %s
for (var a = %e; %e; %e)%g%s
for (const a of %e)%g{%s}
for (a in %e)%g%s
while (%e)%g%s
do%g %s while (%e)%z
switch (%e) { case %e: %s default:%g{%s} }
try {%s} catch {%s}%gfinally {%s}
try {%s} catch (%n) {%s}
{%s}
%n:%g%s
function %n(%n, { b = %e })%g{%s}
async function %n() {%s}
class %n extends %e { %n() {%s} %n = %e }
class %n%g{ if(a) {%s} require() {} static new() {%s} }
return %e%z
throw %e%z
process.exit(1)%z
if (a) process.exit(1)%z
if (a) process.exit()%z
import %n from 'm'%z
export default %e%z
export { %n }%z
`;

/** Names, values, and what holds text that looks like code. */
const ATOMS = String.raw`
a 1 .5 0x1f this null async of get let yield await a.in b.class
'require("no")' "it's//not/*a-comment" '\'require(\\' /[/"'§]require\(/g /\/(?=§)/u §require("no")\§$§
`.replaceAll('§', '`');
const REQUIRES = ["require('x')", 'require("./y")', 'require(`z`)', "require ( /**/ 'w' )"];
const COMMENTS = ['// require("no") { ( `\n', '/* require("no") } ` " */', '/* \n */'];
const OPERATORS = '+ - / * % < > << >= == === & | && || ?? , in instanceof = += /= ||= ??=';
const NAMES = 'a b c of async then static get require process';

const { statement } = fc.letrec<{ expression: string; statement: string }>((tie) => {
  const depth = { maxDepth: 5, depthIdentifier: 'program', withCrossShrink: true };
  const end = fc.constantFrom(';', '\n', '\n', ' ', ';;', '\n;');
  const places: Record<string, fc.Arbitrary<string>> = {
    e: tie('expression'),
    s: tie('statement'),
    n: fc.constantFrom(...NAMES.split(' ')),
    o: fc.constantFrom(...OPERATORS.split(' ')).map((operator) => ` ${operator} `),
    g: fc.constantFrom('', ' ', '\n', ' /* c */ ', ' // c\n', '/*\n*/'),
    z: end,
  };
  const filled = (form: string) => {
    const parts = form
      .split(/%([esnogz])/)
      .map((part, index) => (index % 2 ? places[part] : fc.constant(part)));
    return fc.tuple(...(parts as fc.Arbitrary<string>[])).map((texts) => texts.join(''));
  };
  const forms = (list: string) => list.trim().split('\n').map(filled);
  const atoms = fc.constantFrom(...ATOMS.trim().split(/\s+/));
  return {
    expression: fc.oneof(
      depth,
      { arbitrary: fc.constantFrom(...REQUIRES), weight: 4 },
      { arbitrary: atoms, weight: 3 },
      ...forms(EXPRESSIONS),
    ),
    statement: fc.oneof(
      depth,
      { arbitrary: fc.tuple(tie('expression'), end).map((parts) => parts.join('')), weight: 6 },
      fc.constantFrom(...COMMENTS),
      ...forms(STATEMENTS),
    ),
  };
});

/** Small programs out of every form of statement and expression, most of them with a require call somewhere. */
export function randomPrograms(): fc.Arbitrary<string> {
  return fc.array(statement, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
}
