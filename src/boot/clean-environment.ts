/** What programs, and the shells and launchers they are started by, need to start at all, or to speak as they should. */
const EVERYWHERE = ['PATH', 'HOME', 'LANG', 'LANGUAGE', 'TMPDIR', 'TEMP', 'TMP', 'TZ', 'TERM'];
const POSIX = [
  'USER',
  'LOGNAME',
  'SHELL',
  'LD_LIBRARY_PATH',
  'DYLD_LIBRARY_PATH',
  'DYLD_FALLBACK_LIBRARY_PATH',
];
const WINDOWS = [
  'SYSTEMROOT',
  'SYSTEMDRIVE',
  'WINDIR',
  'COMSPEC',
  'PATHEXT',
  'USERPROFILE',
  'USERNAME',
  'HOMEDRIVE',
  'HOMEPATH',
  'APPDATA',
  'LOCALAPPDATA',
  'PROGRAMDATA',
  'PROGRAMFILES',
  'PROGRAMFILES(X86)',
  'COMMONPROGRAMFILES',
  'PUBLIC',
  'ALLUSERSPROFILE',
  'NUMBER_OF_PROCESSORS',
  'PROCESSOR_ARCHITECTURE',
];
const LOCALE = /^LC_[A-Z]+$/;

/**
 * The part of an environment that a program needs to start: where programs, the user's files and temporary ones are,
 * and the language. Whatever else was set (tokens, NODE_OPTIONS, CI's own) is left out.
 *
 * @param environment not changed
 */
export function cleanEnvironment(
  environment: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): NodeJS.ProcessEnv {
  const isWindows = platform === 'win32';
  const kept = new Set([...EVERYWHERE, ...(isWindows ? WINDOWS : POSIX)]);
  // On Windows `Path` and `PATH` are one variable.
  const key = (name: string) => (isWindows ? name.toUpperCase() : name);
  const isKept = (name: string) => kept.has(key(name)) || LOCALE.test(key(name));
  return Object.fromEntries(Object.entries(environment).filter(([name]) => isKept(name)));
}
