/**
 * Tracks topic aliases of both sides of a relayed connection (MQTT 5, 3.3.2.3.4) from its beginning, so that
 * a later rule knows their topics. Reads nothing if no alias can be set.
 */

import { decodeUtf8 } from '../../base/utf8.ts';
import { readVarint } from '../../base/varint.ts';
import { decode } from '../../mqtt/codec/decode.ts';
import { PacketHeads } from '../../mqtt/framing/packetHeads.ts';
import { connectVersion, peekPublish, peekType } from '../../mqtt/framing/peek.ts';
import { propertyEnd } from '../../mqtt/framing/propertyEnd.ts';
import type { Sender } from '../../mqtt/tables/packet.ts';
import { PROPERTIES, type PropertyFormat, propertyValue } from '../../mqtt/tables/properties.ts';
import type { Account } from '../core/memory/ledger.ts';
import { aliasSize } from '../core/memory/sizes.ts';

const FORMATS = new Map<number, PropertyFormat>(
  Object.values(PROPERTIES).map(({ id, format }) => [id, format]),
);
const ALIAS = PROPERTIES.topicAlias.id;

/** Limit per packet: space for a topic name and the bytes before an alias. */
const LONGEST_HEAD = 66 * 1024;

/** CONNECT, CONNACK and PUBLISH. */
const isWanted = (firstByte: number): boolean => firstByte >= 0x10 && firstByte < 0x40;

export class Aliases {
  readonly #account: Account;
  /** undefined: that side sets none. */
  readonly #read: Record<Sender, PacketHeads | undefined> = {
    client: new PacketHeads(LONGEST_HEAD, isWanted),
    server: new PacketHeads(LONGEST_HEAD, isWanted),
  };
  readonly #topics = { client: new Map<number, string>(), server: new Map<number, string>() };
  #hasBegun = false;
  /** True if the client accepts aliases. */
  #isTaken = true;

  /** @param account charged with the topics */
  constructor(account: Account) {
    this.#account = account;
  }

  passed(sender: Sender, bytes: Uint8Array): void {
    const heads = this.#read[sender];
    if (heads === undefined) return;
    heads.push(bytes, (head, size) => {
      const isWhole = head.length === size;
      if (sender === 'client') this.#client(head, isWhole);
      else this.#server(head, isWhole);
    });
    if (heads.isLost) this.#read[sender] = undefined;
  }

  behind(sender: Sender, alias: number): string | undefined {
    return this.#topics[sender].get(alias);
  }

  /** The connection has ended. */
  end(): void {
    this.#read.client = undefined;
    this.#read.server = undefined;
    for (const topics of [this.#topics.client, this.#topics.server]) {
      for (const topic of topics.values()) this.#account.add(-aliasSize(topic));
      topics.clear();
    }
  }

  #client(head: Uint8Array, isWhole: boolean): void {
    if (this.#hasBegun) {
      this.#learn('client', head);
      return;
    }
    this.#hasBegun = true;
    if (connectVersion(head) !== 5) {
      this.#read.client = undefined;
      this.#read.server = undefined;
      return;
    }
    // A packet too large to be buffered is assumed to set one.
    const decoded = isWhole ? decode(head, 5, 'client') : undefined;
    if (decoded?.ok === true && decoded.packet.type === 'connect') {
      this.#isTaken = (propertyValue(decoded.packet.properties, 'topicAliasMaximum') ?? 0) > 0;
    }
  }

  #server(head: Uint8Array, isWhole: boolean): void {
    if (peekType(head) !== 'connack') {
      this.#learn('server', head);
      return;
    }
    if (!this.#isTaken) this.#read.server = undefined;
    const decoded = isWhole ? decode(head, 5, 'server') : undefined;
    if (decoded?.ok !== true || decoded.packet.type !== 'connack') return;
    const most = propertyValue(decoded.packet.properties, 'topicAliasMaximum') ?? 0;
    if (most === 0) this.#read.client = undefined;
  }

  #learn(sender: Sender, head: Uint8Array): void {
    const set = this.#read[sender] === undefined ? undefined : aliasSetBy(head);
    if (set === undefined) return;
    const topics = this.#topics[sender];
    const before = topics.get(set.alias);
    const topic = decodeUtf8(set.topic);
    if (before === topic) return;
    if (before !== undefined) this.#account.add(-aliasSize(before));
    topics.delete(set.alias);
    // The alias stays unknown.
    if (topic === undefined || !this.#account.fits(aliasSize(topic))) return;
    this.#account.add(aliasSize(topic));
    topics.set(set.alias, topic);
  }
}

/** undefined: it sets none. */
function aliasSetBy(
  head: Uint8Array,
): { readonly alias: number; readonly topic: Uint8Array } | undefined {
  const parts = peekPublish(head);
  if (parts === undefined || parts.topicLength === 0) return undefined;
  const length = readVarint(head, parts.bodyOffset);
  if (typeof length === 'string') return undefined;
  let at = parts.bodyOffset + length.length;
  const end = Math.min(at + length.value, head.length);
  while (at < end) {
    const id = head[at] ?? 0;
    const format = FORMATS.get(id);
    const next = format && propertyEnd(head, at + 1, format);
    if (next === undefined || next > end) return undefined;
    if (id === ALIAS) {
      const topic = head.subarray(parts.topicOffset, parts.topicOffset + parts.topicLength);
      return { alias: (head[at + 1] ?? 0) * 256 + (head[at + 2] ?? 0), topic };
    }
    at = next;
  }
  return undefined;
}
