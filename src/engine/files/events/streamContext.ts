/** What the packets of a stream so far say about the next: its version, and the topics behind aliases. */

import type { DissectContext } from '../../../mqtt/dissect/dissection.ts';
import { type Beginning, FramingTrust } from '../../../mqtt/secrets/framing.ts';
import type { Secrets } from '../../../mqtt/secrets/secrets.ts';
import type { Packet, ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { propertyValue } from '../../../mqtt/tables/properties.ts';
import { type Direction, senderOf } from '../../log/columns/direction.ts';
import { versionSeen } from '../../log/columns/versionSeen.ts';

/** Where nothing tells, as Wireshark does. */
const USUAL_VERSION: ProtocolVersion = 4;

export class StreamContext {
  /** Whether what comes is where packets begin. */
  readonly framing: FramingTrust;
  #version: ProtocolVersion | undefined;
  /** For each direction (3.3.2.3.4). */
  readonly #aliases = { in: new Map<number, string>(), out: new Map<number, string>() };

  constructor(version?: ProtocolVersion, begins: Beginning = 'middle') {
    this.#version = version;
    this.framing = new FramingTrust(begins);
  }

  /** The version to read these bytes with, which come next in the stream. */
  versionFor(bytes: Uint8Array): ProtocolVersion {
    this.#version = versionSeen(bytes, this.#version);
    return this.#version ?? USUAL_VERSION;
  }

  /** @param topic that an alias stands for, where the packet that said so was not seen */
  contextFor(bytes: Uint8Array, direction: Direction, topic?: string): DissectContext {
    return {
      version: this.versionFor(bytes),
      sender: senderOf(direction),
      topicAlias: (alias) => this.#aliases[direction].get(alias) ?? topic,
    };
  }

  /**
   * A PUBLISH without properties, on a topic on which no secret is delivered: most packets are such,
   * and nothing follows from them.
   */
  isPlain(bytes: Uint8Array, direction: Direction, secrets: Secrets): boolean {
    if (this.#version === undefined || !this.framing.isSettled(senderOf(direction))) return false;
    return secrets.areNotIn(bytes, this.#version);
  }

  /** Learns what a packet means for those behind it. */
  follow(packet: Packet | undefined, direction: Direction): void {
    if (packet?.type !== 'publish' || packet.topic === '') return;
    const alias = propertyValue(packet.properties, 'topicAlias');
    if (alias !== undefined) this.#aliases[direction].set(alias, packet.topic);
  }
}
