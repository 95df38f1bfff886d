/** The broker in the tab without a browser: real message ports, and clients at its broker port. */
import type { Limits } from '../../broker/core/memory/limits.ts';
import { TestClient } from '../client.testkit.ts';
import type { Environment } from '../environment/environment.ts';
import { nodeEnvironment } from '../node.testkit.ts';
import { openThrough } from './portSocket.ts';
import { TabInstrument } from './tabInstrument.ts';
import { WholeInstrument } from './wholeInstrument.ts';

export class TestTab {
  readonly #failures: unknown[] = [];
  readonly instrument: TabInstrument;
  readonly environment: Environment;
  #brokerPorts = 0;
  readonly #ports: MessagePort[] = [];
  readonly #clients: TestClient[] = [];

  constructor(
    environment: Environment = nodeEnvironment(),
    limits: Partial<Limits> = {},
    loadWhole = () => Promise.resolve(WholeInstrument),
    failed = (error: unknown): unknown => this.#failures.push(error),
  ) {
    this.instrument = new TabInstrument(environment, {
      seed: 1,
      programVersion: '9.9.9',
      entropy: new Uint8Array(32),
      limits,
      failed: (_, error) => failed(error),
      loadWhole,
    });
    const brokerPort = this.line('broker-port');
    this.environment = {
      ...environment,
      schemes: new Set(['tab:']),
      openSocket: (_url, _protocols, handlers) => openThrough(brokerPort, handlers),
    };
  }

  line(kind: 'broker-port' | 'control'): MessagePort {
    const { port1, port2 } = new MessageChannel();
    this.#ports.push(port1);
    this.#brokerPorts += 1;
    this.instrument.serve({ kind, port: port2, brokerPort: this.#brokerPorts });
    return port1;
  }

  client(): TestClient {
    const client = new TestClient(this.environment);
    this.#clients.push(client);
    return client;
  }

  /** Throws if the broker failed. */
  async close(): Promise<void> {
    this.instrument.fleet.run(false);
    for (const client of this.#clients) await client.end();
    for (const port of this.#ports) port.close();
    if (this.#failures.length > 0) throw new AggregateError(this.#failures);
  }
}
