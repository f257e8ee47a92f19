/** Programs that only start another one: they take the time of their own start, but are not what was meant. */
const LAUNCHERS: readonly { readonly name: string; readonly script: RegExp; readonly reason: string }[] = [
  { name: 'npm', script: /\/npm\/bin\/npm-cli\.js$/, reason: 'runs a script of package.json by a shell' },
  { name: 'npx', script: /\/npm\/bin\/npx-cli\.js$/, reason: 'finds a command and runs it by a shell' },
  { name: 'npm', script: /\/bin\/(npm|npx)$/, reason: 'links to the two above' },
  { name: 'pnpm', script: /\/pnpm\/(bin|dist)\/pnp[mx]\.[cm]?js$/, reason: 'as npm' },
  { name: 'pnpm', script: /\/bin\/(pnpm|pnpx)$/, reason: 'links to it' },
  { name: 'yarn', script: /\/yarn\/(bin|lib)\/(yarn|cli)\.js$/, reason: 'as npm' },
  { name: 'yarn', script: /\/\.yarn\/releases\/yarn-[^/]+\.c?js$/, reason: 'as npm, kept in the project' },
  { name: 'yarn', script: /\/bin\/(yarn|yarnpkg)$/, reason: 'links to it' },
  {
    name: 'corepack',
    script: /\/corepack\/dist\/[^/]+\.js$/,
    reason: 'runs the package manager of the project',
  },
  { name: 'tsx', script: /\/tsx\/dist\/cli\.[cm]?js$/, reason: 'starts Node again, with its loader' },
  { name: 'tsx', script: /\/\.bin\/tsx$/, reason: 'links to it' },
  {
    name: 'cross-env',
    script: /\/(cross-env\/.*\/cross-env(-shell)?\.js|\.bin\/cross-env(-shell)?)$/,
    reason: 'sets variables and starts a command',
  },
  { name: 'dotenv', script: /\/(dotenv-cli\/cli\.js|\.bin\/dotenv)$/, reason: 'as cross-env' },
];

/**
 * @param argv of a Node process
 * @returns name of the launcher it is; null for any other program, `nest start` and nodemon among them: their own work
 *   is part of what is waited for
 */
export function launcherName(argv: readonly string[]): string | null {
  const script = (argv[1] ?? '').replaceAll('\\', '/');
  return LAUNCHERS.find((launcher) => launcher.script.test(script))?.name ?? null;
}
