import * as fc from 'fast-check';

const WORDS =
  "require('x') require ('y') a b 1 's' `t` `t${ } / /r/ /= => = ( ) ( ) { } { } [ ] , ; : ? ?. . ... ++ ! < * + - && || " +
  'if else for while do try catch function class extends async await yield return throw new typeof in of let var get ' +
  "static then case default switch process.exit() module --> <!-- /*c*/ #p export break continue /require('x')/ /r/.s(\"";
const WITH_SPACES = ['//c\n', '/*\n*/', 'var a', 'let b', 'import "m"'];
const TOKENS = [...WORDS.split(' '), ...WITH_SPACES];

/** Tokens in any order. Few of them parse, but those that do are of the kinds nobody thinks of. */
export function tokenSoup(): fc.Arbitrary<string> {
  const token = fc.constantFrom(...TOKENS);
  const space = fc.constantFrom(' ', ' ', '\n', '');
  return fc
    .array(fc.tuple(token, space), { minLength: 2, maxLength: 9 })
    .map((pairs) => pairs.flat().join(''));
}
