import { afterMethod } from './watch-patch.ts';

/** Tells when the program has sent a message to its parent; those of the cluster module are Node's own. */
export function watchSend(reached: () => void): void {
  if (typeof process.send !== 'function') return;
  let told = false;
  // Our function stays: to take it back while a module is evaluated would look as if the module had changed `send`.
  afterMethod(process, 'send', (_result, _self, args) => {
    if (told || isNodesOwn(args[0])) return;
    told = true;
    reached();
  });
}

function isNodesOwn(message: unknown): boolean {
  if (typeof message !== 'object' || message === null) return false;
  const command = (message as { readonly cmd?: unknown }).cmd;
  if (typeof command !== 'string') return false;
  return (
    command[0] === 'N' && command[1] === 'O' && command[2] === 'D' && command[3] === 'E' && command[4] === '_'
  );
}
