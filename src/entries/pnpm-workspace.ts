/**
 * Reads the list `packages` of a pnpm-workspace.yaml: a block list, or an inline one. Not a YAML parser: anchors and
 * multi-line inline lists are passed over.
 *
 * @returns the globs, in order
 */
export function readPackagesList(yaml: string): readonly string[] {
  const lines = yaml.split(/\r?\n/);
  const start = lines.findIndex((line) => /^(["']?)packages\1\s*:/.test(line));
  if (start === -1) return [];
  const inline = /:\s*\[(.*)\]/.exec(lines[start] ?? '');
  if (inline !== null)
    return (inline[1] ?? '')
      .split(',')
      .map(scalar)
      .filter((item) => item !== '');
  const globs: string[] = [];
  for (const line of lines.slice(start + 1)) {
    if (/^\s*(#.*)?$/.test(line)) continue;
    const item = /^\s*-\s+(.+)$/.exec(line);
    if (item === null) break;
    globs.push(scalar(item[1] ?? ''));
  }
  return globs;
}

function scalar(text: string): string {
  const quoted = /^\s*(?:"([^"]*)"|'([^']*)')/.exec(text);
  return quoted?.[1] ?? quoted?.[2] ?? text.replace(/\s+#.*$/, '').trim();
}
