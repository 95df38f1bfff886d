/** Clients of the simulation that use all the memory they get while the storm lasts. */
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet } from '../../mqtt/tables/packet.ts';
import { connectPacket, LOCAL_PEER, publishPacket, subscription } from './broker.testkit.ts';
import type { Broker } from './broker.ts';
import type { Random } from './memory/random.ts';

/** No other client subscribes to topics below it: `#` does not match them [MQTT-4.7.2-1]. */
const ROOT = '$hoard/';
const MOST = 10;

export class Hoarders {
  readonly #broker: Broker;
  readonly #random: Random;
  /** Their connections, oldest first. */
  readonly #there: number[] = [];
  #made = 0;

  constructor(broker: Broker, random: Random) {
    this.#broker = broker;
    this.#random = random;
  }

  act(now: number): void {
    const [longest] = this.#there;
    if (longest === undefined || this.#random.chance(0.3)) {
      this.#come(now);
      return;
    }
    if (this.#there.length > MOST || this.#random.chance(0.1)) {
      this.#there.shift();
      this.#broker.close(longest, now);
      return;
    }
    const connection = this.#there[this.#random.below(this.#there.length)] ?? longest;
    if (this.#random.chance(0.5)) {
      const subscriptions = [subscription(ROOT + this.#text())];
      this.#send(
        connection,
        { type: 'subscribe', packetId: 1, properties: [], subscriptions },
        now,
      );
    } else {
      const value = 1 + this.#random.below(30);
      const properties = [{ name: 'topicAlias', value } as const];
      this.#send(connection, publishPacket(ROOT + this.#text(), 'x', { properties }), now);
    }
  }

  /** Deletes everything of these clients. */
  leave(now: number): void {
    for (const connection of this.#there.splice(0)) this.#broker.close(connection, now);
  }

  #come(now: number): void {
    const connection = this.#broker.open(LOCAL_PEER, now);
    this.#there.push(connection);
    const will = {
      topic: ROOT + this.#text(),
      payload: new Uint8Array(this.#random.below(3000)),
      qos: 0,
      retain: false,
      properties: [],
    } as const;
    this.#made += 1;
    this.#send(connection, connectPacket(`hoarder ${this.#made}`, { will }), now);
  }

  /** Returns a different text each time. */
  #text(): string {
    this.#made += 1;
    return this.#made.toString(36).padStart(1 + this.#random.below(3000), 'x');
  }

  #send(connection: number, packet: Packet, now: number): void {
    this.#broker.receive(connection, encode(packet, 5), now);
  }
}
