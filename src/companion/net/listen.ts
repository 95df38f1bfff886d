/** Listens at the given port, or else near the usual one. */
import type { AddressInfo, ListenOptions, Server } from 'node:net';
import { StartError, systemReason } from '../cli/errors.ts';
import { systemCode } from '../cli/systemCode.ts';
import { urlHost } from './addresses.ts';

/** `given`: that port (0: any free one) or failure. Otherwise the usual port or one near it. */
export interface PortChoice {
  readonly port: number;
  readonly given: boolean;
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

function listenAt(server: Server, options: ListenOptions): Promise<AddressInfo> {
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
