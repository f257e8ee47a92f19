/**
 * NODE_OPTIONS that load a file before the program, ahead of the options that were there.
 *
 * Node splits the value at spaces only; inside double quotes a backslash takes the next character as it is
 * (`ParseNodeOptionsEnvVar` in Node's src/node_options.cc).
 *
 * @param preloadPath absolute path of a CommonJS file, any characters
 * @param existing the NODE_OPTIONS of the environment; an empty one is kept apart from none
 */
export function injectPreload(preloadPath: string, existing: string | undefined): string {
  const own = `--require "${preloadPath.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
  return existing === undefined ? own : `${own} ${existing}`;
}
