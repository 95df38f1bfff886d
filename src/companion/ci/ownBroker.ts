/** A broker on a free port of this machine, for the command under test. */
import { randomInt } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { BrokerHost } from '../mqtt/brokerHost.ts';
import { createTcpServer } from '../mqtt/tcpListener.ts';
import { DEFAULT_EDGE_LIMITS } from '../net/edgeLimits.ts';
import { listen } from '../net/listen.ts';

export interface OwnBroker {
  /** `mqtt://127.0.0.1:40123`. */
  readonly url: string;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';

/** Anonymous clients may do everything. @param failed reports an internal error */
export async function startOwnBroker(
  version: string,
  failed: (where: string, error: unknown) => void,
): Promise<OwnBroker> {
  const broker = new BrokerHost({
    secrets: CONVENTIONS.secrets,
    seed: randomInt(0x1_0000_0000),
    version,
    facts: {
      programVersion: version,
      host: 'companion',
      origin: Date.now() - performance.now(),
    },
    hooks: { failed },
  });
  const server = createTcpServer(broker, undefined, DEFAULT_EDGE_LIMITS, () => undefined);
  const port = await listen(server, HOST, { port: 0, given: true }, '');
  return {
    url: `mqtt://${HOST}:${port}`,
    close: async () => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      await broker.close();
      await closed;
    },
  };
}
