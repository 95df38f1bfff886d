/** Context that a stream's packets give to later ones: protocol version and topic aliases. */

import type { DissectContext } from '../../../mqtt/dissect/dissection.ts';
import { connectVersion } from '../../../mqtt/framing/peek.ts';
import type { Secrets } from '../../../mqtt/secrets/secrets.ts';
import type { Packet, ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { propertyValue } from '../../../mqtt/tables/properties.ts';
import { type Direction, senderOf } from '../../log/columns/direction.ts';
import { versionSeen } from '../../log/columns/versionSeen.ts';

/** Default if nothing is known, as in Wireshark. */
const USUAL_VERSION: ProtocolVersion = 4;

export class StreamContext {
  #version: ProtocolVersion | undefined;
  /** No CONNECT and no other source has stated the version. */
  #isInferred: boolean;
  /** For each direction (3.3.2.3.4); undefined for most streams, which have none. */
  #aliases: Readonly<Record<Direction, Map<number, string>>> | undefined;

  /** The capture lacks packets of the stream, which may have set an alias. */
  #lacksPackets: boolean;

  constructor(version?: ProtocolVersion, isInferred = false, isFromStart = false) {
    this.#lacksPackets = !isFromStart;
    this.#version = version;
    this.#isInferred = isInferred || version === undefined;
  }

  /** Sets the version of the next packets, if the file contains it. */
  setVersion(version: ProtocolVersion): void {
    this.#version = version;
  }

  get lacksPackets(): boolean {
    return this.#lacksPackets;
  }

  setGap(): void {
    this.#lacksPackets = true;
  }

  get isVersionInferred(): boolean {
    return this.#isInferred;
  }

  /** Version for reading the next bytes of the stream. */
  versionFor(bytes: Uint8Array): ProtocolVersion {
    this.#version = versionSeen(bytes, this.#version);
    if (connectVersion(bytes) !== undefined) {
      this.#isInferred = false;
      this.#lacksPackets = false;
    }
    return this.#version ?? USUAL_VERSION;
  }

  /** @param topic topic behind the alias, if the packet that defined it was not seen */
  contextFor(bytes: Uint8Array, direction: Direction, topic?: string): DissectContext {
    return {
      version: this.versionFor(bytes),
      sender: senderOf(direction),
      topicAlias: (alias) => this.#aliases?.[direction].get(alias) ?? topic,
    };
  }

  /**
   * True for a PUBLISH without properties on a topic that delivers no secrets. Most packets are of this kind,
   * and they do not change the context.
   */
  isPlain(bytes: Uint8Array, secrets: Secrets): boolean {
    return this.#version !== undefined && secrets.areNotIn(bytes, this.#version);
  }

  /** Updates the context for later packets. */
  follow(packet: Packet | undefined, direction: Direction): void {
    if (packet?.type !== 'publish' || packet.topic === '') return;
    const alias = propertyValue(packet.properties, 'topicAlias');
    if (alias === undefined) return;
    this.#aliases ??= { in: new Map(), out: new Map() };
    this.#aliases[direction].set(alias, packet.topic);
  }
}
