/** Context of a conformance check: clients, and names that no other check uses. */
import type {
  ConnackPacket,
  ConnectPacket,
  ProtocolVersion,
} from '../../src/mqtt/tables/packet.ts';
import { type Property, propertyValue } from '../../src/mqtt/tables/properties.ts';
import { connecting, RawClient, type Target, type TransportName } from '../kit/peers/rawClient.ts';

export interface Check {
  /** Includes the statements' numbers. */
  readonly name: string;
  /** All versions by default. */
  readonly versions?: readonly ProtocolVersion[];
  readonly run: (world: World) => Promise<void>;
}

export interface Chapter {
  readonly name: string;
  readonly checks: readonly Check[];
}

/** An accepted client with its CONNACK. */
export interface Guest {
  readonly client: RawClient;
  readonly connack: ConnackPacket;
}

export class World {
  readonly version: ProtocolVersion;
  /** Unique prefix of topics and client identifiers. */
  readonly name: string;
  readonly #transport: TransportName;
  readonly #target: Target;
  readonly #clients: RawClient[] = [];
  #guests = 0;

  constructor(transport: TransportName, target: Target, version: ProtocolVersion, name: string) {
    this.version = version;
    this.name = name;
    this.#transport = transport;
    this.#target = target;
  }

  /** A transport connection without any packets yet. */
  async open(version: ProtocolVersion = this.version): Promise<RawClient> {
    const client = await new RawClient(version).open(this.#transport, this.#target);
    this.#clients.push(client);
    return client;
  }

  /** Connects successfully, under a unique name unless one is given. */
  async enter(fields: Partial<ConnectPacket> = {}, version = this.version): Promise<Guest> {
    this.#guests += 1;
    const clientId = `${this.name}${this.#guests}`;
    const client = await this.open(version);
    client.send(connecting(version, { clientId, ...fields }));
    const connack = await client.expect('connack');
    if (connack.reasonCode !== 0) throw new Error(`refused with ${connack.reasonCode}`);
    return { client, connack };
  }

  async client(fields: Partial<ConnectPacket> = {}, version = this.version): Promise<RawClient> {
    return (await this.enter(fields, version)).client;
  }

  /** Makes a session persistent in this version; seconds, unlimited before MQTT 5. */
  lasting(seconds = 600): Partial<ConnectPacket> {
    const name = 'sessionExpiryInterval' as const;
    const properties = this.version === 5 ? [{ name, value: seconds }] : [];
    return { cleanStart: false, properties };
  }

  close(): void {
    for (const client of this.#clients) client.kill();
  }
}

/** Values of all user properties in order. */
export const userProperties = (properties: readonly Property[]): readonly string[] =>
  properties.flatMap((property) =>
    property.name === 'userProperty' ? [property.value.join('=')] : [],
  );

export const identifiers = (properties: readonly Property[]): readonly number[] =>
  properties.flatMap((property) =>
    property.name === 'subscriptionIdentifier' ? [property.value] : [],
  );

export { propertyValue };
