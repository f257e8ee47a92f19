/** A program that only starts another one: it takes the time of its own start, but is not what was meant. */
export interface Launcher {
  readonly name: string;
  /** Of its main script, with forward slashes. */
  readonly script: RegExp;
  readonly reason: string;
}

/**
 * The launchers that the probe (their main script, pipes and waiting say nothing) and the reader of traces know by name.
 * Not among them are `nest start`, nodemon and the like: their own work is part of what is waited for.
 */
export const LAUNCHERS: readonly Launcher[] = [
  {
    name: 'npm',
    script: /\/npm(\/\d[^/]*)?\/bin\/npm-(cli|prefix)\.js$/,
    reason: 'runs a script of package.json by a shell; its own commands on Windows first ask where it is',
  },
  {
    name: 'npx',
    script: /\/npm(\/\d[^/]*)?\/bin\/npx-cli\.js$/,
    reason: 'finds a command and runs it by a shell',
  },
  { name: 'npm', script: /\/\.?bin\/npm$/, reason: 'links to it' },
  { name: 'npx', script: /\/\.?bin\/npx$/, reason: 'links to it' },
  {
    name: 'pnpm',
    script: /\/pnpm(\/\d[^/]*)?\/(bin|dist)\/pnp[mx]\.[cm]?js$/,
    reason: 'as npm; a folder of its version is where corepack keeps it',
  },
  { name: 'pnpm', script: /\/\.?bin\/(pnpm|pnpx)$/, reason: 'links to it' },
  {
    name: 'yarn',
    script: /\/yarn(-v\d[^/]*|\/\d[^/]*)?\/(bin|lib)\/(yarn|cli)\.js$/,
    reason: 'as npm; its archive has the version in the name',
  },
  { name: 'yarn', script: /\/yarn\/\d[^/]*\/yarn\.c?js$/, reason: 'as npm, kept by corepack' },
  { name: 'yarn', script: /\/yarn-\d[\d.]*\.c?js$/, reason: 'as npm, kept in the project (.yarn/releases)' },
  { name: 'yarn', script: /\/\.yarn\/releases\/yarn-[^/]+\.c?js$/, reason: 'as above, of any version' },
  { name: 'yarn', script: /\/\.?bin\/(yarn|yarnpkg)$/, reason: 'links to it' },
  {
    name: 'corepack',
    script: /\/corepack\/dist\/[^/]+\.c?js$/,
    reason: 'runs the package manager of the project',
  },
  { name: 'corepack', script: /\/\.?bin\/corepack$/, reason: 'links to it' },
  { name: 'tsx', script: /\/tsx\/dist\/cli\.[cm]?js$/, reason: 'starts Node again, with its loader' },
  { name: 'tsx', script: /\/\.?bin\/tsx$/, reason: 'links to it' },
  {
    name: 'cross-env',
    script: /\/cross-env\/.*\/cross-env(-shell)?\.js$/,
    reason: 'sets variables and starts a command',
  },
  { name: 'cross-env', script: /\/\.bin\/cross-env(-shell)?$/, reason: 'links to it' },
  { name: 'dotenv', script: /\/dotenv-cli\/cli\.js$/, reason: 'as cross-env' },
  { name: 'dotenv', script: /\/\.bin\/dotenv$/, reason: 'links to it' },
];

/** What all of the table have in common: a program of its own is ruled out by one search. */
const HINT = /npm|npx|yarn|pnpx|corepack|tsx|cross-env|dotenv/;

/**
 * @param script main script of a Node process, as `process.argv` has it
 * @returns name of the launcher it is; null for any other program
 */
export function launcherName(script: string): string | null {
  if (!HINT.test(script)) return null;
  const path = script.replaceAll('\\', '/');
  return LAUNCHERS.find((launcher) => launcher.script.test(path))?.name ?? null;
}
