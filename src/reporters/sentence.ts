/** Words with their first letter in upper case, as a sentence begins. */
export function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
