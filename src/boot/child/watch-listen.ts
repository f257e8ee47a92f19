import { apply } from './saved.ts';
import { publicBinding } from './public-binding.ts';
import { isLauncher } from './watch-launchers.ts';
import { afterMethod } from './watch-patch.ts';

/** What is asked of the modules behind `net`. */
export type InternalBinding = (name: string) => Record<string, unknown>;

interface Handle {
  readonly getsockname?: (out: { port?: number }) => number;
}
type Listening = (port: number) => void;

/**
 * Tells when a server listens.
 *
 * @param port the TCP port awaited, 0 for any
 * @param pipes whether pipes count too; they never do where a port is awaited, nor in package managers and runners
 * @param internalBinding Node's own, where the probe has it
 * @returns how to stop
 */
export function watchListen(
  port: number,
  pipes: boolean,
  reached: Listening,
  internalBinding?: InternalBinding,
): () => void {
  const undo: (() => void)[] = [];
  const stop = (): void => {
    for (let index = 0; index < undo.length; index++) undo[index]?.();
  };
  const listening = (found: number): void => {
    if (port !== 0 && found !== port) return;
    stop();
    reached(found);
  };
  const withPipes = pipes && port === 0 && !isLauncher();
  const tcp = prototypeOf('tcp_wrap', 'TCP', internalBinding);
  const pipe = withPipes && prototypeOf('pipe_wrap', 'Pipe', internalBinding);
  if (!tcp) undo[0] = watchServers(withPipes, listening);
  else {
    undo[0] = afterMethod(tcp, 'listen', (status, self) => {
      if (status === 0) listening(portOf(self as Handle));
    });
  }
  if (tcp && pipe) {
    undo[1] = afterMethod(pipe, 'listen', (status) => {
      if (status === 0) listening(0);
    });
  }
  return stop;
}

/** The prototype of the handles, which every server of the process goes through; undefined where it is out of reach. */
function prototypeOf(binding: string, name: string, internalBinding?: InternalBinding): object | undefined {
  try {
    const found = internalBinding ? internalBinding(binding) : publicBinding(binding);
    const handle = found?.[name];
    return typeof handle === 'function' ? (handle.prototype as object) : undefined;
  } catch {
    return undefined;
  }
}

function portOf(handle: Handle): number {
  const out: { port?: number } = { port: 0 };
  const getsockname = handle.getsockname;
  if (typeof getsockname === 'function') apply(getsockname, handle, [out]);
  return out.port ?? 0;
}

interface ListeningServer {
  readonly _handle?: Handle | null;
  readonly _pipeName?: unknown;
}

const LISTENING = 'tracing:net.server.listen:asyncEnd';

/** Second best: what `net` itself announces. */
function watchServers(pipes: boolean, listening: Listening): () => void {
  const { subscribe, unsubscribe } = process.getBuiltinModule('node:diagnostics_channel');
  const onListening = (message: unknown): void => {
    try {
      const server = (message as { readonly server?: ListeningServer }).server;
      const isPipe = typeof server?._pipeName === 'string';
      if (isPipe ? pipes : server?._handle) listening(isPipe ? 0 : portOf(server?._handle ?? {}));
    } catch {
      // Not a server as we know them.
    }
  };
  subscribe(LISTENING, onListening);
  return () => unsubscribe(LISTENING, onListening);
}
