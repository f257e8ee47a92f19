import { cleanEnvironment } from '../boot/clean-environment.ts';
import type { Host } from '../io/host.ts';

/** A host of which the programs that it starts see no more of the environment than they need (`--clean-env`). */
export function cleanHost(host: Host): Host {
  return { ...host, childEnv: cleanEnvironment(host.env, host.platform) };
}
