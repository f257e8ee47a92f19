const MOST_NAMED = 3;

/** What is run again and why: `src/a.js changed: web, cli`. */
export function touchedWords(changed: ReadonlySet<string>, entries: readonly string[]): string {
  return `${list([...changed])} changed: ${entries.length === 0 ? 'judging again' : list(entries)}`;
}

/** Of configs that are code: a process executes such a file once. */
export function executedWords(files: readonly string[]): string {
  return `${list(files)} was executed before: end this and start it again to use the change`;
}

function list(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return more > 0 ? `${names.slice(0, MOST_NAMED).join(', ')} and ${String(more)} more` : names.join(', ');
}
