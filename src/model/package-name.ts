/**
 * The package a bare specifier names.
 *
 * @param specifier `name`, `@scope/name`, or a path below either
 */
export function packageOfSpecifier(specifier: string): string {
  const [first = specifier, second] = specifier.split('/', 2);
  return first.startsWith('@') && second !== undefined ? `${first}/${second}` : first;
}
