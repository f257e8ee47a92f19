const NAMES = 'pass(?:word|wd|phrase)?|secret|token|api[-_]?key|credential|private[-_]?key|auth';
const SECRET = new RegExp(NAMES, 'i');
const HIDDEN = '***';

/** `--token abc`, `--token=abc`, `TOKEN=abc`, `Authorization: abc`: all up to the next option may be the value. */
const IN_TEXT = new RegExp(
  String.raw`(^|\s)((?!--no-)-[\w.-]*(?:${NAMES})[\w.-]*(?:=|\s+)|[\w-]*(?:${NAMES})[\w-]*(?:=|:\s+))(?![\s-]).+?(?=\s-|$)`,
  'gis',
);
const URL_USER = /([a-z][a-z\d+.-]*:\/\/)[^\s/@]+@/gi;
const URL_QUERY = new RegExp(String.raw`([?&][\w.-]*(?:${NAMES})[\w.-]*=)[^\s&#]+`, 'gi');

/**
 * A command line for a report: values of options and variables whose name says that they are secret, and the user and
 * password of URLs, are replaced.
 */
export function redactCommand(command: readonly string[]): string[] {
  return command.map((word, at) => {
    const before = command[at - 1] ?? '';
    if (isSecretOption(before) && !word.startsWith('-')) return HIDDEN;
    const [, name = '', value] = /^(--?[\w.-]+|\w+)=(.*)$/s.exec(word) ?? [];
    if (value !== undefined && SECRET.test(name)) return `${name}=${HIDDEN}`;
    return redactText(word);
  });
}

/** The same for words that were joined: where a value ends is not known, so that rather too much is replaced. */
export function redactText(text: string): string {
  return text
    .replace(IN_TEXT, `$1$2${HIDDEN}`)
    .replace(URL_USER, `$1${HIDDEN}@`)
    .replace(URL_QUERY, `$1${HIDDEN}`);
}

/** `--no-auth` has no value. */
function isSecretOption(word: string): boolean {
  return /^(?!--no-)--?[\w-]+$/.test(word) && SECRET.test(word);
}
