/** Listens at a systemd socket, at the given port, or else near the usual one. */
import type { AddressInfo, ListenOptions, Server } from 'node:net';
import { StartError, systemReason } from '../cli/errors.ts';
import { systemCode } from '../cli/systemCode.ts';
import { isLoopbackAddress, isLoopbackHost, urlHost } from './addresses.ts';

/** `given`: that port (0: any free one) or failure. Otherwise the usual port or one near it. */
export interface PortChoice {
  readonly port: number;
  readonly given: boolean;
  /** File descriptor of a listening socket (`activatedSockets.ts`), used instead of a port. */
  readonly fd?: number;
}

/** Ports tried above the usual one before any free one is taken. */
const NEAR = 20;

/** Resolves to the port. Throws `StartError`; `option` is the option that sets another port. */
export async function listen(
  server: Server,
  host: string,
  choice: PortChoice,
  option: string,
): Promise<number> {
  if (choice.fd !== undefined) return listenAtSocket(server, host, choice.fd);
  for (const port of candidates(choice)) {
    try {
      return (await listenAt(server, { host, port })).port;
    } catch (error) {
      const taken = systemCode(error) === 'EADDRINUSE' || systemCode(error) === 'EACCES';
      if (taken && !choice.given) continue;
      throw new StartError((say) =>
        say.cannotListen(
          `${urlHost(host)}:${port}`,
          systemReason(error, say),
          taken ? option : undefined,
        ),
      );
    }
  }
  throw new StartError((say) => say.noPortFree(urlHost(host)));
}

function candidates({ port, given }: PortChoice): readonly number[] {
  if (given) return [port];
  return [...Array.from({ length: NEAR }, (_, index) => port + index), 0];
}

/** Loopback rules apply only if the unit's socket listens there. */
async function listenAtSocket(server: Server, host: string, fd: number): Promise<number> {
  const { address, port } = await listenAt(server, { fd }).catch((error: unknown) => {
    throw new StartError((say) => say.badSocket(fd, systemReason(error, say)));
  });
  if (isLoopbackHost(host) && !isLoopbackAddress(address)) {
    throw new StartError((say) => say.socketElsewhere(`${urlHost(address)}:${port}`, address));
  }
  return port;
}

function listenAt(
  server: Server,
  options: ListenOptions | { readonly fd: number },
): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void => {
      server.off('listening', listening);
      reject(error);
    };
    const listening = (): void => {
      server.off('error', failed);
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address);
      else failed(new Error('the socket is not one of TCP'));
    };
    server.once('error', failed);
    server.once('listening', listening);
    server.listen(options);
  });
}
