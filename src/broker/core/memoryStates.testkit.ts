/** Test kit: states of a broker with large parts, to compare its memory count with the heap. */

import fc from 'fast-check';
import { encode } from '../../mqtt/codec/encode.ts';
import type { ConnectPacket, Packet } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import { administrationOf } from './administration.ts';
import { connectPacket, LOCAL_PEER, publishPacket, subscription } from './broker.testkit.ts';
import { Broker } from './broker.ts';

const KINDS = [
  'retained messages',
  'queued messages',
  'messages that many wait for',
  'messages without an answer',
  'retained messages that wait too',
  'sessions',
  'delayed wills',
  'aliases of clients',
  'aliases of the broker',
  'subscriptions',
  'subscriptions of many to the same',
  'shared subscriptions',
  'packet identifiers',
  'unfinished packets',
] as const;

/** Characters of each text, bytes of each payload, and user properties of each message. */
export interface Part {
  readonly kind: (typeof KINDS)[number];
  readonly text: number;
  readonly payload: number;
  readonly properties: number;
  readonly isWide: boolean;
  readonly isDeep: boolean;
}

const size = (most: number): fc.Arbitrary<number> =>
  fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: most }));

export const parts = (): fc.Arbitrary<readonly Part[]> =>
  fc.uniqueArray(
    fc.record({
      kind: fc.constantFrom(...KINDS),
      text: size(4000),
      payload: size(4000),
      properties: fc.nat(6),
      isWide: fc.boolean(),
      isDeep: fc.boolean(),
    }),
    { minLength: 3, maxLength: 6, selector: ({ kind }) => kind },
  );

const FOREVER = 0xffff_ffff;
const NO_LIMIT = 1e12;
/** Approximate bytes of each part. */
const LARGE = 2 * 1024 * 1024;
const MOST = 12_000;

export class State {
  readonly broker = new Broker({
    seed: 1,
    limits: {
      memory: NO_LIMIT,
      incompleteBytes: NO_LIMIT,
      heldBytes: NO_LIMIT,
      queuedBytes: NO_LIMIT,
      subscriptionBytes: NO_LIMIT,
      retainedBytes: NO_LIMIT,
      sessionBytes: NO_LIMIT,
      connectionBytes: NO_LIMIT,
      connections: 100_000,
      topicAliasMaximum: 1000,
      inFlight: 10_000,
    },
  });
  #made = 0;

  /** Bytes counted by the broker. */
  get counted(): number {
    return this.broker.statistics.memoryBytes;
  }

  build({ kind, text, payload, properties, isWide, isDeep }: Part): void {
    const user: Property[] = Array.from({ length: properties }, () => ({
      name: 'userProperty',
      value: ['name', this.#text(text, false)],
    }));
    const shape = (): string => {
      const whole = this.#text(text, isWide);
      return isDeep ? whole.replaceAll(/(.{20})./gu, '$1/') : whole;
    };
    const publish = (topic: string, options: object): Packet =>
      publishPacket(topic, new Uint8Array(payload), { properties: user, ...options });
    const weight = 500 + text * (1 + properties) + payload;
    const count = Math.min(MOST, Math.ceil(LARGE / weight));
    const texts = Math.min(MOST, Math.ceil(LARGE / (500 + text)));
    switch (kind) {
      case 'retained messages': {
        const publisher = this.#connect();
        for (let at = 0; at < count; at += 1) {
          this.#send(publisher, publish(`r/${shape()}`, { retain: true }));
        }
        return;
      }
      case 'queued messages': {
        const publisher = this.#connect();
        const away = this.#connect({ cleanStart: false });
        this.#subscribe(away, 'queued/#');
        this.broker.close(away, 0);
        for (let at = 0; at < count; at += 1) {
          this.#send(publisher, publish(`queued/${shape()}`, { qos: 1 }));
        }
        return;
      }
      case 'messages that many wait for': {
        const publisher = this.#connect();
        for (let at = 0; at < 10; at += 1) {
          const away = this.#connect({ cleanStart: false });
          this.#subscribe(away, 'many/#');
          this.broker.close(away, 0);
        }
        for (let at = 0; at < count / 2; at += 1) {
          this.#send(publisher, publish(`many/${shape()}`, { qos: 1 }));
        }
        return;
      }
      case 'messages without an answer': {
        const publisher = this.#connect();
        const reader = this.#connect();
        this.#subscribe(reader, 'unanswered/#');
        for (let at = 0; at < count; at += 1) {
          this.#send(publisher, publish(`unanswered/${shape()}`, { qos: 1 }));
        }
        return;
      }
      case 'retained messages that wait too': {
        const publisher = this.#connect();
        const away = this.#connect({ cleanStart: false });
        this.#subscribe(away, 'both/#');
        this.broker.close(away, 0);
        for (let at = 0; at < count; at += 1) {
          this.#send(publisher, publish(`both/${shape()}`, { qos: 1, retain: true }));
        }
        return;
      }
      case 'sessions':
        for (let at = 0; at < texts / 4; at += 1) {
          const id = this.#connect({
            clientId: this.#text(text, isWide),
            userName: this.#text(text, false),
            cleanStart: false,
          });
          if (isDeep) this.broker.close(id, 0);
        }
        return;
      case 'delayed wills':
        for (let at = 0; at < count / 3; at += 1) {
          const will = {
            topic: shape(),
            payload: new Uint8Array(payload),
            qos: 1,
            retain: false,
            properties: [...user, { name: 'willDelayInterval', value: 1_000_000 }],
          } as const;
          this.broker.close(this.#connect({ cleanStart: false, will }), 0);
        }
        return;
      case 'aliases of clients':
        for (let client = 0; client < texts / 200; client += 1) {
          const id = this.#connect();
          for (let value = 1; value <= 200; value += 1) {
            const alias = { properties: [{ name: 'topicAlias', value }] };
            this.#send(id, publish(`alias/${shape()}`, alias));
          }
        }
        return;
      case 'aliases of the broker': {
        const publisher = this.#connect();
        const aliases = 32;
        for (let client = 0; client < texts / aliases / 2; client += 1) {
          const reader = this.#connect({}, [{ name: 'topicAliasMaximum', value: aliases }]);
          this.#subscribe(reader, `for/${client}/#`);
          for (let at = 0; at < aliases; at += 1) {
            this.#send(publisher, publish(`for/${client}/${shape()}`, {}));
          }
        }
        return;
      }
      case 'subscriptions': {
        const id = this.#connect();
        for (let at = 0; at < texts / 2; at += 1) this.#subscribe(id, shape());
        return;
      }
      case 'subscriptions of many to the same': {
        const filters = Array.from({ length: 50 }, shape);
        for (let at = 0; at < texts / 70; at += 1) {
          const id = this.#connect();
          for (const filter of filters) this.#subscribe(id, filter);
        }
        return;
      }
      case 'shared subscriptions': {
        const members = [this.#connect(), this.#connect()];
        for (let at = 0; at < texts / 3; at += 1) {
          const filter = `$share/${this.#text(text, isWide)}/${at % 3 === 0 ? 'a' : shape()}`;
          for (const member of members.slice(0, 1 + (at % 2))) this.#subscribe(member, filter);
        }
        return;
      }
      case 'packet identifiers':
        for (let client = 0; client < 3; client += 1) {
          const id = this.#connect();
          for (let packetId = 1; packetId <= 40_000; packetId += 1) {
            this.#send(id, publishPacket('x', '', { qos: 2, packetId }));
          }
        }
        return;
      case 'unfinished packets':
        for (let at = 0; at < LARGE / (3000 + 10 * payload); at += 1) {
          const bytes = encode(publishPacket('x', new Uint8Array(20 * payload)), 5);
          this.#receive(this.#connect(), bytes.slice(0, Math.ceil(bytes.length / 2)));
        }
    }
  }

  #text(length: number, isWide: boolean): string {
    this.#made += 1;
    return this.#made.toString(36).padStart(Math.max(length, 5), isWide ? '中' : 'x');
  }

  #connect(options: Partial<ConnectPacket> = {}, more: readonly Property[] = []): number {
    const id = this.broker.open(LOCAL_PEER, 0);
    const clientId = `c${this.#text(0, false)}`;
    const properties: Property[] = [
      ...(options.cleanStart === false
        ? [{ name: 'sessionExpiryInterval', value: FOREVER } as const]
        : []),
      ...more,
    ];
    this.#send(id, connectPacket(clientId, { ...options, properties }));
    return id;
  }

  #subscribe(id: number, filter: string): void {
    const subscriptions = [subscription({ filter, qos: 1 })];
    this.#send(id, { type: 'subscribe', packetId: 1, properties: [], subscriptions });
  }

  #send(id: number, packet: Packet): void {
    this.#receive(id, encode(packet, 5));
  }

  #receive(id: number, bytes: Uint8Array): void {
    this.broker.receive(id, bytes, 0);
    while (this.broker.wakeAt === 0) {
      this.broker.takeOutput();
      this.broker.elapse(0);
    }
    this.broker.takeOutput();
  }
}

/** Removes all clients; nothing may be held afterwards. */
export function empty({ broker }: State): void {
  const { contents } = broker;
  const administration = administrationOf(broker);
  for (const id of contents.connections.keys()) broker.close(id, 0);
  for (const name of contents.sessions.names.slice()) administration.endSession(name, 0);
  for (const topic of contents.router.retained.topics.slice())
    administration.clearRetained(topic, 0);
  broker.takeOutput();
}
