/** Overwrites secrets in the packets of one connection. */

import { countProperties } from '../../mqtt/codec/countProperties.ts';
import { decode } from '../../mqtt/codec/decode.ts';
import { dissect } from '../../mqtt/dissect/dissect.ts';
import { connectVersion } from '../../mqtt/framing/peek.ts';
import { type Beginning, FramingTrust } from '../../mqtt/secrets/framing.ts';
import { doubtedRanges, isAnswer } from '../../mqtt/secrets/framingTrust.ts';
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

/** A packet without the values hidden from observers; undefined if it has none. Its context is not known. */
export function withoutSecrets(
  secrets: Secrets,
  { bytes, sender, version, topic }: FilteredPacket,
): Uint8Array | undefined {
  if (isAnswer(bytes) || secrets.areNotIn(bytes, version)) return undefined;
  if (isExcessive(bytes, version)) return maskRanges(bytes, [{ offset: 1, length: bytes.length }]);
  const dissection = dissect(bytes, { version, sender, topicAlias: () => topic });
  return secrets.mask(bytes, dissection, topic, 'good');
}

export class PacketMask {
  readonly #secrets: Secrets;
  /** Version of CONNECT. */
  #version: ProtocolVersion = 4;
  readonly #framing: FramingTrust;
  /** Topics of aliases, for each side (3.3.2.3.4). */
  readonly #aliases: Readonly<Record<Sender, Map<number, string>>>;
  /** Charged for these. */
  readonly #account: Account;

  constructor(secrets: Secrets, account = new Account(), begins: Beginning = 'connect') {
    this.#secrets = secrets;
    this.#account = account;
    this.#framing = new FramingTrust(begins);
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
  passed(bytes: Uint8Array, sender: Sender): void {
    this.#version = connectVersion(bytes) ?? this.#version;
    const isGood = !isExcessive(bytes, this.#version) && decode(bytes, this.#version, sender).ok;
    this.#framing.next(sender, bytes, isGood ? 'none' : 'all');
  }

  /** Packets must be passed in wire order, because of aliases. */
  next(bytes: Uint8Array, sender: Sender): Masked {
    const isPlain = isAnswer(bytes) || this.#secrets.areNotIn(bytes, this.#version);
    if (isPlain && this.#framing.isSettled(sender)) {
      return { bytes, masked: false };
    }
    this.#version = connectVersion(bytes) ?? this.#version;
    if (isExcessive(bytes, this.#version)) {
      const trust = this.#framing.next(sender, bytes, 'all') === 'lost' ? 'lost' : 'doubtful';
      return { bytes: maskRanges(bytes, doubtedRanges(bytes, trust)), masked: true };
    }
    const aliases = this.#aliases[sender];
    const topicAlias = (alias: number) => aliases.get(alias);
    const dissection = dissect(bytes, { version: this.#version, sender, topicAlias });
    const { packet, problems } = dissection;
    const topic = this.#topicBehind(packet, aliases);
    const trust = this.#framing.take(sender, bytes, problems, this.#version);
    const masked = this.#secrets.mask(bytes, dissection, topic, trust);
    return { bytes: masked ?? bytes, masked: masked !== undefined };
  }

  /** Masks bytes without a complete packet, where secrets cannot be located. */
  broken(bytes: Uint8Array, sender: Sender): Masked {
    const wasLost = this.#framing.next(sender, bytes, 'all') === 'lost';
    // Its first byte shows the packet type.
    const ranges = wasLost ? doubtedRanges(bytes, 'lost') : [{ offset: 1, length: bytes.length }];
    return { bytes: maskRanges(bytes, ranges), masked: true };
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
