const SECRET = /(pass(word|wd)?|secret|token|api[-_]?key|credential|private[-_]?key|auth)/i;
const HIDDEN = '***';

/**
 * A command line for a report: values of options and variables whose name says that they are secret, and the user and
 * password of URLs, are replaced.
 */
export function redactCommand(command: readonly string[]): string[] {
  return command.map((word, at) => {
    const before = command[at - 1] ?? '';
    if (/^--?[\w-]+$/.test(before) && SECRET.test(before) && !word.startsWith('-')) return HIDDEN;
    const [, name = '', value] = /^(--?[\w.-]+|\w+)=(.*)$/s.exec(word) ?? [];
    if (value !== undefined && SECRET.test(name)) return `${name}=${HIDDEN}`;
    return word.replace(/([a-z][a-z\d+.-]*:\/\/)[^\s/@]+@/gi, `$1${HIDDEN}@`);
  });
}
