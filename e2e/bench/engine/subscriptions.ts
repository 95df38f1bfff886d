/** Measures a subscription's memory in the broker, as the system reports it and as its limit counts it. */
import { Broker } from '../../../src/broker/core/broker.ts';
import { encode } from '../../../src/mqtt/codec/encode.ts';
import { whole } from '../figures.ts';
import { record } from '../results.ts';
import { memory } from './heldMemory.ts';

const CLIENTS = 10_000;
const EACH = 100;

const PEER = { transport: 'tcp', address: 'bench', loopback: true, secure: false } as const;

/** A hundred filters of a client: some unique, some shared with other clients, with and without wildcards. */
function filters(client: number): string[] {
  return Array.from({ length: EACH }, (_, n) => {
    if (n % 10 === 0) return `plant/+/state/${n}`;
    if (n % 10 === 1) return `site/line-${client}/${n}/#`;
    return `site/line-${client}/device-${n}`;
  });
}

function open(broker: Broker, client: number): (bytes: Uint8Array) => void {
  const connection = broker.open(PEER, 0);
  const receive = (bytes: Uint8Array) => broker.receive(connection, bytes, 0);
  receive(
    encode(
      {
        type: 'connect',
        protocolName: 'MQTT',
        protocolLevel: 4,
        cleanStart: true,
        keepAlive: 0,
        clientId: `client-${client}`,
        properties: [],
      },
      4,
    ),
  );
  return receive;
}

function subscribe(receive: (bytes: Uint8Array) => void, client: number): void {
  const options = { qos: 1, noLocal: false, retainAsPublished: false, retainHandling: 0 } as const;
  const subscriptions = filters(client).map((filter) => ({ filter, ...options }));
  receive(encode({ type: 'subscribe', packetId: 1, properties: [], subscriptions }, 4));
}

export async function benchSubscriptions(): Promise<void> {
  const broker = new Broker({
    seed: 1,
    limits: {
      memory: 2 ** 40,
      connections: CLIENTS,
      subscriptions: EACH,
      subscriptionBytes: 2 ** 40,
      sessionBytes: 2 ** 40,
      connectionBytes: 2 ** 40,
    },
  });
  const clients = Array.from({ length: CLIENTS }, (_, client) => open(broker, client));
  broker.takeOutput();
  const before = await memory();
  for (const [client, receive] of clients.entries()) {
    subscribe(receive, client);
    if (client % 100 === 99) broker.takeOutput();
  }
  const { subscriptions } = broker.statistics;
  if (subscriptions !== CLIENTS * EACH) throw new Error(`${subscriptions} are there`);
  const each = ((await memory()) - before) / subscriptions;
  console.log(
    `\nThe broker alone, ${whole(subscriptions)} subscriptions of ${whole(CLIENTS)} clients`,
  );
  record('subscription', each);
}
