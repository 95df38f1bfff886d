/** Overwrites secrets in the packets of one connection. */

import { countProperties } from '../../mqtt/codec/countProperties.ts';
import { dissect } from '../../mqtt/dissect/dissect.ts';
import { isBareAnswer } from '../../mqtt/framing/firstBytes.ts';
import { connectVersion, headerLength } from '../../mqtt/framing/peek.ts';
import { maskRanges, type Secrets } from '../../mqtt/secrets/secrets.ts';
import type { Packet, ProtocolVersion, Sender } from '../../mqtt/tables/packet.ts';
import { propertyValue } from '../../mqtt/tables/properties.ts';
import { Account } from '../core/memory/ledger.ts';
import { aliasSize } from '../core/memory/sizes.ts';
import type { FilteredPacket } from '../faults/packetFilters.ts';

export interface Masked {
  /** The same array if nothing was overwritten. */
  readonly bytes: Uint8Array;
  readonly masked: boolean;
}

/** No receiver accepts more, and searching them for secrets would be slow. */
const MOST_PROPERTIES = 4096;

/** A property takes at least two bytes. */
export const isExcessive = (bytes: Uint8Array, version: ProtocolVersion): boolean =>
  bytes.length > 2 * MOST_PROPERTIES && countProperties(bytes, version) > MOST_PROPERTIES;

const withoutContent = (bytes: Uint8Array): Uint8Array =>
  maskRanges(bytes, [{ offset: headerLength(bytes) || 1, length: bytes.length }]);

/** A packet without the values hidden from observers; undefined if it has none. Its context is not known. */
export function withoutSecrets(
  secrets: Secrets,
  { bytes, sender, version, topic }: FilteredPacket,
): Uint8Array | undefined {
  if (isBareAnswer(bytes) || secrets.areNotIn(bytes, version)) return undefined;
  if (isExcessive(bytes, version)) return withoutContent(bytes);
  const dissection = dissect(bytes, { version, sender, topicAlias: () => topic });
  return secrets.mask(bytes, dissection, topic);
}

export class PacketMask {
  readonly #secrets: Secrets;
  /** Version of CONNECT. */
  #version: ProtocolVersion = 4;
  /** Topics of aliases, for each side (3.3.2.3.4). */
  readonly #aliases: Readonly<Record<Sender, Map<number, string>>>;
  /** Charged for these. */
  readonly #account: Account;

  constructor(secrets: Secrets, account = new Account()) {
    this.#secrets = secrets;
    this.#account = account;
    this.#aliases = { client: new Map(), server: new Map() };
  }

  /** The connection has ended. */
  end(): void {
    for (const aliases of Object.values(this.#aliases)) {
      for (const topic of aliases.values()) this.#account.add(-aliasSize(topic));
      aliases.clear();
    }
  }

  get version(): ProtocolVersion {
    return this.#version;
  }

  /** Reads the state that later packets depend on, from a packet that is not shown. */
  passed(bytes: Uint8Array): void {
    this.#version = connectVersion(bytes) ?? this.#version;
  }

  /** Packets must be passed in wire order, because of aliases. */
  next(bytes: Uint8Array, sender: Sender): Masked {
    if (isBareAnswer(bytes) || this.#secrets.areNotIn(bytes, this.#version)) {
      return { bytes, masked: false };
    }
    this.#version = connectVersion(bytes) ?? this.#version;
    if (isExcessive(bytes, this.#version)) return { bytes: withoutContent(bytes), masked: true };
    const aliases = this.#aliases[sender];
    const topicAlias = (alias: number) => aliases.get(alias);
    const dissection = dissect(bytes, { version: this.#version, sender, topicAlias });
    const topic = this.#topicBehind(dissection.packet, aliases);
    const masked = this.#secrets.mask(bytes, dissection, topic);
    return { bytes: masked ?? bytes, masked: masked !== undefined };
  }

  /** Masks bytes without a complete packet, except the first byte, which shows the packet type. */
  broken(bytes: Uint8Array): Masked {
    return { bytes: maskRanges(bytes, [{ offset: 1, length: bytes.length }]), masked: true };
  }

  /** Also learns aliases while memory allows; unknown ones are treated as secret. */
  #topicBehind(packet: Packet | undefined, aliases: Map<number, string>): string | undefined {
    if (packet?.type !== 'publish') return undefined;
    const { topic } = packet;
    const alias = propertyValue(packet.properties, 'topicAlias');
    if (alias === undefined) return topic;
    const known = aliases.get(alias);
    if (topic === '') return known;
    if (known !== undefined) this.#account.add(-aliasSize(known));
    aliases.delete(alias);
    if (this.#account.fits(aliasSize(topic))) {
      this.#account.add(aliasSize(topic));
      aliases.set(alias, topic);
    }
    return topic;
  }
}
