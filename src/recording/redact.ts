const NAMES = 'pass(?:word|wd|phrase)?|secret|token|api[-_]?key|credential|private[-_]?key|auth';
const SECRET = new RegExp(NAMES, 'i');
const HIDDEN = '***';
/** The rest of a name. Its length is limited for the time it takes: one long word may hold a thousand beginnings. */
const REST = String.raw`[\w.-]{0,100}`;

/** `--token abc`, `--token=abc`, `TOKEN=abc`, `Authorization: abc`: all up to the next option may be the value. */
const IN_TEXT = new RegExp(
  String.raw`(^|\s)((?!--no-)-${REST}(?:${NAMES})${REST}(?:=|\s+)|[\w-]{0,100}(?:${NAMES})[\w-]{0,100}(?:=|:\s+))(?![\s-]).+?(?=\s-|$)`,
  'gis',
);
const URL_USER = /([a-z\d+.-]:\/\/)[^\s/@]+@/gi;
/** Keys that tell what they are by their form, and the words of an `Authorization` header. */
const SHAPES = new RegExp(
  [
    String.raw`\bgh[oprsu]_\w{16,}`,
    String.raw`\bgithub_pat_\w{20,}`,
    String.raw`\bglpat-[\w-]{16,}`,
    String.raw`\bnpm_\w{30,}`,
    String.raw`\bxox[abeoprs]-[\w-]{10,}`,
    String.raw`\b(?:sk|rk|pk)[-_](?:live|test|proj|ant)[-_][\w-]{10,}`,
    String.raw`\bsk-[A-Za-z\d]{20,}`,
    String.raw`\b(?:AKIA|ASIA)[A-Z\d]{16}\b`,
    String.raw`\bAIza[\w-]{30,}`,
    String.raw`\beyJ[\w-]{8,1000}\.eyJ[\w-]{8,}\.[\w-]*`,
    String.raw`-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)`,
  ].join('|'),
  'g',
);
const BEARER = /\b(Bearer)\s+[\w.~+/=-]{6,}/gi;
/** "Basic" is a word of its own, too: what follows it has a form that no word has. */
const BASIC = /\b([Bb]asic)\s+(?=[\w+/-]*(?:\d|[a-z][A-Z]|=))[\w+/=-]{6,}/g;
/** In what a program prints only the next word is taken for the value: the rest says why it failed. */
const IN_OUTPUT = new RegExp(
  String.raw`((?<![\w-])-${REST}(?:${NAMES})${REST}(?:=|\s+)|(?:${NAMES})[\w-]{0,100}["']?(?:=|:\s*(?=["'])))(["']?)(?!\*\*\*)[^\s"',;]{2,}`,
  'gi',
);
/** Shorter ones are in other words by accident. */
const SHORTEST_SECRET = 6;
const URL_QUERY = new RegExp(String.raw`([?&]${REST}(?:${NAMES})${REST}=)[^\s&#]+`, 'gi');

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
    .replace(URL_QUERY, `$1${HIDDEN}`)
    .replace(BEARER, `$1 ${HIDDEN}`)
    .replace(BASIC, `$1 ${HIDDEN}`)
    .replace(SHAPES, HIDDEN);
}

/** Where secrets of a boot are known from. */
export interface KnownSecrets {
  readonly command: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly ownEnv: Readonly<Record<string, string>>;
}

/**
 * Hides what looks like a secret in text that a program printed, and, however it is printed there, the very values that
 * it was given under names that say so: in its environment and on its command line.
 */
export function redactOutput(text: string, known: KnownSecrets): string {
  let shown = text;
  for (const secret of secretsOf(known)) shown = shown.replaceAll(secret, HIDDEN);
  return shown
    .replace(URL_USER, `$1${HIDDEN}@`)
    .replace(URL_QUERY, `$1${HIDDEN}`)
    .replace(BEARER, `$1 ${HIDDEN}`)
    .replace(BASIC, `$1 ${HIDDEN}`)
    .replace(SHAPES, HIDDEN)
    .replace(IN_OUTPUT, `$1$2${HIDDEN}`);
}

/** Longest first: one may be the beginning of another. */
function secretsOf({ command, env, ownEnv }: KnownSecrets): string[] {
  const named = Object.entries({ ...env, ...ownEnv }).flatMap(([name, value]) =>
    value !== undefined && SECRET.test(name) && !isPath(value) ? [value.trim()] : [],
  );
  const said = command.flatMap((word, at) => {
    const [, name = '', value = ''] = /^(--?[\w.-]+|\w+)=(.*)$/s.exec(word) ?? [];
    if (SECRET.test(name)) return [value];
    return isSecretOption(command[at - 1] ?? '') && !word.startsWith('-') ? [word] : [];
  });
  const found = new Set([...named, ...said].filter(({ length }) => length >= SHORTEST_SECRET));
  return [...found].toSorted((one, other) => other.length - one.length);
}

/** `--no-auth` has no value. */
function isSecretOption(word: string): boolean {
  return /^(?!--no-)--?[\w-]+$/.test(word) && SECRET.test(word);
}

/** A file that holds the secret, or a socket. A key in base64 may begin with a slash as well. */
function isPath(value: string): boolean {
  return (
    /^(?:\/|[A-Za-z]:\\)/.test(value) && !/^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[\w+/-]{24,}={0,2}$/.test(value)
  );
}
