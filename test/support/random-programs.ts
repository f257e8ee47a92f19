import * as fc from 'fast-check';

/** Strings, comments and the like that hold what looks like code. */
const DECOYS = [
  `'require("decoy")'`,
  '"it\'s // not /* a comment"',
  "'\\'require(\\\\'",
  '`require("decoy") \\` ${',
  '/[/"\'`]require\\(/g',
  '/\\/(?=`)/u',
  '// require("decoy") { ( `\n',
  '/* require("decoy") } ` " */',
  '/* \n */',
];

const ATOMS = [
  'a',
  '1',
  '.5',
  '0x1f',
  'this',
  'null',
  'async',
  'of',
  'get',
  'let',
  'yield',
  'await',
  'a.in',
  'b.class',
];

const REQUIRES = ["require('x')", 'require("./y")', 'require(`z`)', "require ( /**/ 'w' )"];

const { expression, statement } = fc.letrec<{ expression: string; statement: string; statements: string }>(
  (tie) => {
    const e = tie('expression');
    const s = tie('statement');
    const of = (strings: TemplateStringsArray, ...parts: fc.Arbitrary<string>[]) =>
      fc.tuple(...parts).map((values) => strings.map((text, index) => text + (values[index] ?? '')).join(''));
    const gap = fc.constantFrom('', ' ', '\n', ' /* c */ ', ' // c\n', '/*\n*/');
    const end = fc.constantFrom(';', '\n', '\n', ' ', ';;', '\n;');
    const name = fc.constantFrom('a', 'b', 'c', 'of', 'async', 'then', 'static', 'get', 'require', 'process');
    const operator = fc.constantFrom(
      ...['+', '-', '/', '*', '%', '<', '>', '<<', '>=', '==', '===', '&', '|', '&&', '||', '??', ','],
      ...['in', 'instanceof', '=', '+=', '/=', '||=', '??='].map((word) => ` ${word} `),
    );
    return {
      expression: fc.oneof(
        { maxDepth: 5, depthIdentifier: 'program', withCrossShrink: true },
        { arbitrary: fc.constantFrom(...REQUIRES), weight: 4 },
        { arbitrary: fc.constantFrom(...ATOMS), weight: 2 },
        { arbitrary: fc.constantFrom(...DECOYS.slice(0, 3), DECOYS[4] as string), weight: 1 },
        of`${e}${gap}${operator}${gap}${e}`,
        of`${e} ?${gap}${e} :${gap}${e}`,
        of`${e}?.${name}`,
        of`${e}${gap}.${gap}${name}`,
        of`${e}${gap}(${e},${gap}${e})`,
        of`${e}[${e}]`,
        of`new ${e}(${e})`,
        of`(${gap}${e}${gap})`,
        of`[${e},${gap}${e}]`,
        of`({ a: ${e}, ${name}: ${e}, ...${e} })`,
        of`({ [${e}]: ${e}, ${name}() { ${s} }, get ${name}() { ${s} } })`,
        of`({ a = ${e}, b: c = ${e} } = ${e})`,
        of`[a = ${e}] = ${e}`,
        of`\`${name} \${ ${e} } \${${e}}\``,
        of`${e}\`t\``,
        of`function ${name}(${name}) {${s}}`,
        of`function (a = ${e}) {${s}}`,
        of`async function* () {${s}}`,
        of`(${name}, b = ${e}) => ${e}`,
        of`(${e}) => ${e}`,
        of`async (${e}) =>${gap}{${s}}`,
        of`${name} => ${gap}{${s}}`,
        of`(function () {${s}})()`,
        of`class ${name} { ${name} = ${e}${end}${name}() {${s}} static {${s}} }`,
        of`class extends ${e} { [${e}] = ${e}${end}static ${name} = ${e} }`,
        of`typeof ${e}`,
        of`!${e}`,
        of`void ${e}`,
        of`${e}${gap}++`,
        of`--${gap}${e}`,
        of`${e}.then(${e}, ${e})`,
        of`${e}${gap}.catch(${e})`,
        of`process.exit(${e})`,
        of`module.require(${e})`,
        of`x.fork(__dirname + ${e})`,
      ),
      statements: fc.array(s, { maxLength: 3, depthIdentifier: 'program' }).map((list) => list.join('')),
      statement: fc.oneof(
        { maxDepth: 5, depthIdentifier: 'program', withCrossShrink: true },
        { arbitrary: of`${e}${end}`, weight: 4 },
        {
          arbitrary: of`${fc.constantFrom('var', 'let', 'const')} ${name}${gap}=${gap}${e}${end}`,
          weight: 3,
        },
        of`var { ${name}, b: c } = ${e}, [d] = ${e}${end}`,
        of`const { a = ${e} } = ${e}${end}`,
        of`exports.${name} = ${e}${end}`,
        of`if (${e})${gap}${s}`,
        of`if (${e}) {${s}}${gap}else${gap}${s}`,
        of`if (${e}) ${e}${end}else ${s}`,
        of`for (var a = ${e}; ${e}; ${e})${gap}${s}`,
        of`for (const a of ${e})${gap}{${s}}`,
        of`for (a in ${e})${gap}${s}`,
        of`while (${e})${gap}${s}`,
        of`do${gap} ${s} while (${e})${end}`,
        of`switch (${e}) { case ${e}: ${s} default:${gap}{${s}} }`,
        of`try {${s}} catch {${s}}${gap}finally {${s}}`,
        of`try {${s}} catch (${name}) {${s}}`,
        of`{${s}}`,
        of`${name}:${gap}${s}`,
        of`function ${name}(${name}, { b = ${e} })${gap}{${s}}`,
        of`async function ${name}() {${s}}`,
        of`class ${name} extends ${e} { ${name}() {${s}} ${name} = ${e} }`,
        of`class ${name}${gap}{ ${fc.constantFrom('if', 'require', 'static', 'get', 'new')}(a) {${s}} }`,
        of`return ${e}${end}`,
        of`throw ${e}${end}`,
        of`process.exit(${fc.constantFrom('', '0', '1')})${end}`,
        of`if (a) process.exit(${fc.constantFrom('', '0', '1')})${end}`,
        of`${fc.constantFrom(...DECOYS)}${end}`,
        of`import ${name} from 'm'${end}`,
        of`export default ${e}${end}`,
        of`export { ${name} }${end}`,
      ),
    };
  },
);

/** Small programs out of every form of statement and expression, most of them with a require call somewhere. */
export function randomPrograms(): fc.Arbitrary<string> {
  return fc
    .array(fc.oneof({ arbitrary: statement, weight: 5 }, { arbitrary: expression, weight: 1 }), {
      minLength: 1,
      maxLength: 4,
    })
    .map((parts) => parts.join(''));
}

const TOKENS = [
  ...[
    "require('x')",
    'require',
    "('y')",
    'a',
    'b',
    '1',
    "'s'",
    '`t`',
    '`t${',
    '}`',
    '/',
    '/r/',
    '/=',
    '=>',
    '=',
  ],
  ...[
    '(',
    ')',
    '(',
    ')',
    '{',
    '}',
    '{',
    '}',
    '[',
    ']',
    ',',
    ';',
    ':',
    '?',
    '?.',
    '.',
    '...',
    '++',
    '!',
    '<',
    '*',
  ],
  ...[
    '&&',
    '||',
    'if',
    'else',
    'for',
    'while',
    'do',
    'try',
    'catch',
    'function',
    'class',
    'extends',
    'async',
  ],
  ...[
    'await',
    'yield',
    'return',
    'throw',
    'new',
    'typeof',
    'in',
    'of',
    'let',
    'var',
    'get',
    'static',
    'then',
  ],
  ...[
    'case',
    'default',
    'switch',
    'process.exit()',
    'module',
    '-->',
    '<!--',
    '//c\n',
    '/*c*/',
    '/*\n*/',
    '#p',
    ...['var a', 'let b', 'import "m"', 'export', 'break', 'continue', '/r/.s("', "/require('x')/", '+', '-'],
  ],
];

/** Tokens in any order. Few of them parse, but those that do are of the kinds nobody thinks of. */
export function tokenSoup(): fc.Arbitrary<string> {
  const token = fc.constantFrom(...TOKENS);
  const space = fc.constantFrom(' ', ' ', '\n', '');
  return fc
    .array(fc.tuple(token, space), { minLength: 2, maxLength: 9 })
    .map((pairs) => pairs.flat().join(''));
}
