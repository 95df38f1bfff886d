/** Rules on the form of all packets. */
import { encode } from '../../mqtt/codec/encode.ts';
import type { FORMAT_RULES } from '../../mqtt/statements/formatRules.ts';
import {
  bytesOf,
  connect,
  frame,
  ID,
  properties,
  type Recipe,
  type Recipes,
  sized,
  TOPIC,
  text,
} from './recipe.ts';

const plain =
  (...bytes: readonly number[]): Recipe =>
  () =>
    Uint8Array.from(bytes);
/** A PUBLISH of QoS 0 to a topic of these bytes. */
const publishTo =
  (...topic: readonly number[]): Recipe =>
  (version) =>
    frame(0x30, sized(topic), properties(version));

export const WRONG_FORMAT: Recipes<keyof typeof FORMAT_RULES> = {
  remainingLength: [plain(0xc0, 0xff, 0xff, 0xff, 0xff, 0x7f)],
  // A receiver would take the next packet for the rest of this one.
  packetSize: [],
  shortestVarint: [plain(0xc0, 0x80, 0x00)],
  longVarint: [plain(0xc0, 0x80, 0x00)],
  varint: [() => frame(0x30, text(TOPIC), [0xff, 0xff, 0xff, 0xff, 0x7f])],
  reservedType: [plain(0x00, 0x00), plain(0xf0, 0x00)],
  reservedHeaderFlags: [
    plain(0xc1, 0x00),
    (version) => frame(0x80, ID, properties(version), text(TOPIC), 0),
    (version) => frame(0xa0, ID, properties(version), text(TOPIC)),
    () => frame(0x60, ID),
    plain(0xe1, 0x00),
    () => frame(0x41, ID),
  ],
  unusedHeaderFlags: [plain(0xc1, 0x00)],
  truncated: [
    (version, name) => frame(0x10, encode(connect(version, name), version).subarray(2, 10)),
    () => frame(0x32, text(TOPIC), 0xfd),
    () => frame(0x82, 0xfd),
    () => frame(0x40, 0xfd),
  ],
  trailing: [plain(0xc0, 0x01, 0x00), () => frame(0x40, ID, 0, 0, 0)],
  utf8: [publishTo(0xc3, 0x28), publishTo(0xed, 0xa0, 0x80)],
  utf8Zero: [publishTo(0x61, 0x00, 0x62)],
  utf8Discouraged: [publishTo(...bytesOf([text(`${TOPIC}/\u0001`).subarray(2)]))],
  direction: [
    plain(0xd0, 0x00),
    (version) => frame(0x20, 0, 0, properties(version)),
    (version) => frame(0x90, ID, properties(version), 0),
    (version) => frame(0xb0, ID, properties(version), version === 5 ? [0] : []),
  ],
  packetId: [
    (version) => frame(0x32, text(TOPIC), [0, 0], properties(version)),
    (version) => frame(0x82, [0, 0], properties(version), text(TOPIC), 0),
    (version) => frame(0xa2, [0, 0], properties(version), text(TOPIC)),
    () => frame(0x40, [0, 0]),
  ],
  // These three are broken by conversations (`wrongConversations.ts`).
  maximumPacketSize: [],
  firstPacket: [],
  secondConnect: [],
};
