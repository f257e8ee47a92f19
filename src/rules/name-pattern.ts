import picomatch from 'picomatch';

/**
 * Compiles patterns over plain names (entry names): `*` stands for any characters, `/` and `:` among them; a pattern
 * with `!` in front takes names away again.
 *
 * @param patterns at least one without `!`, else nothing matches
 */
export function compileNamePatterns(patterns: readonly string[]): (name: string) => boolean {
  const compile = (pattern: string) => {
    const isMatch = picomatch(pattern, { dot: true, bash: true });
    return (name: string) => name === pattern || isMatch(name);
  };
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!')).map(compile);
  const unwanted = patterns.filter((pattern) => pattern.startsWith('!')).map((it) => compile(it.slice(1)));
  return (name) => wanted.some((matches) => matches(name)) && !unwanted.some((matches) => matches(name));
}
