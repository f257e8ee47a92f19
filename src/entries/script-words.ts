/**
 * Splits a shell command line into its commands and their words. Quotes and backslashes are honoured; variables and
 * substitutions stay as written.
 *
 * @returns one list of words a command, without the operators (`&&`, `||`, `|`, `;`, `&`) and redirections
 */
export function scriptWords(line: string): readonly (readonly string[])[] {
  const token = /(?:\d*[<>]+&?\s*\S+)|(&&|\|\||[|;&\n])|((?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'|;&<>\\])+)/g;
  const commands: string[][] = [[]];
  for (const [, operator, word] of line.matchAll(token)) {
    if (operator !== undefined) commands.push([]);
    else if (word !== undefined) commands.at(-1)?.push(unquoted(word));
  }
  return commands.filter((words) => words.length > 0);
}

function unquoted(word: string): string {
  return word.replaceAll(
    /"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/g,
    (_, double: string | undefined, single: string | undefined, escaped: string | undefined) =>
      double?.replaceAll(/\\(["\\$`])/g, '$1') ?? single ?? escaped ?? '',
  );
}
