import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UsageError } from '../errors.ts';

/**
 * Listens on this machine's own address of the old kind.
 *
 * @param port 0 for any that is free
 * @returns the port
 * @throws UsageError `port-not-free`
 */
export async function listenHere(server: Server, port: number): Promise<number> {
  try {
    await listen(server, port, '127.0.0.1');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new UsageError({
      code: 'port-not-free',
      message: `port ${String(port)} cannot be listened on: ${reason}`,
      hint: 'Name another port, or none (--serve): then one that is free is taken.',
    });
  }
  return (server.address() as AddressInfo).port;
}

/** The same port on the address of the new kind, for names that lead there first. @returns false where there is none */
export async function listenHereToo(server: Server, port: number): Promise<boolean> {
  try {
    await listen(server, port, '::1');
    return true;
  } catch {
    return false;
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      server.off('error', reject);
      // A connection that cannot be taken (no file descriptor is left) must not end what is watched.
      server.on('error', () => undefined);
      resolve();
    });
  });
}
