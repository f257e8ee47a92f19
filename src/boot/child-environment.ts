/**
 * Variables of our own process that change what a child does or costs, and are never the program's: a test runner's
 * coverage, the channel to whoever started us, our rank in a cluster.
 */
const OURS = ['NODE_V8_COVERAGE', 'NODE_CHANNEL_FD', 'NODE_CHANNEL_SERIALIZATION_MODE', 'NODE_UNIQUE_ID'];

export interface ChildEnvironmentOptions {
  readonly platform: NodeJS.Platform;
  /** Folder of Node's compile cache; null for a boot without one. */
  readonly compileCache: string | null;
}

/**
 * The environment of a measured program: ours, without what distorts a cold boot, and its own values.
 *
 * Without a compile cache NODE_COMPILE_CACHE is left out. NODE_DISABLE_COMPILE_CACHE is not set: the program could see
 * it, and one that turns the cache on by itself (`module.enableCompileCache()`) does so for its users too.
 *
 * @param base the environment we were started with; not changed
 * @param own values of the entry; they win, a variable removed above included
 */
export function childEnvironment(
  base: NodeJS.ProcessEnv,
  own: Readonly<Record<string, string>>,
  options: ChildEnvironmentOptions,
): NodeJS.ProcessEnv {
  // On Windows names differ by more than case: `Path` and `PATH` are one variable.
  const key = (name: string) => (options.platform === 'win32' ? name.toUpperCase() : name);
  const left = new Set([...OURS, 'NODE_COMPILE_CACHE', ...Object.keys(own)].map(key));
  const environment: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(base))
    if (value !== undefined && !left.has(key(name))) environment[name] = value;
  if (options.compileCache !== null) environment['NODE_COMPILE_CACHE'] = options.compileCache;
  return Object.assign(environment, own);
}
