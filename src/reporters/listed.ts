const NAMES_SHOWN = 4;

/** Names for a line of words: `a, b, c, d and 3 more`. */
export function listed(names: readonly string[]): string {
  const left = names.length - NAMES_SHOWN;
  return left > 0 ? `${names.slice(0, NAMES_SHOWN).join(', ')} and ${left} more` : names.join(', ');
}
