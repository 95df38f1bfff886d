/** Listening: at the port that was given, or, where none was, near the usual one. */
import type { Server } from 'node:net';
import { StartError, systemCode, systemReason } from './errors.ts';
import { urlHost } from './net/addresses.ts';

/** `given`: that port (0: any free one) or none. Otherwise the usual port, which may move. */
export interface PortChoice {
  readonly port: number;
  readonly given: boolean;
}

/** How many ports above the usual one are tried before any free one is taken. */
const NEAR = 20;

/** Resolves to the port. Throws `StartError`; `option` names the way to choose another port. */
export async function listen(
  server: Server,
  host: string,
  choice: PortChoice,
  option: string,
): Promise<number> {
  for (const port of candidates(choice)) {
    try {
      return await listenAt(server, host, port);
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

function listenAt(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void => {
      server.off('listening', listening);
      reject(error);
    };
    const listening = (): void => {
      server.off('error', failed);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    };
    server.once('error', failed);
    server.once('listening', listening);
    server.listen({ host, port });
  });
}
