/** Topics and topic filters of the packets right before an end. */
import { decodeUtf8 } from '../../base/utf8.ts';
import { decode } from '../../mqtt/codec/decode.ts';
import { qosIn } from '../../mqtt/framing/firstBytes.ts';
import { peekPublish } from '../../mqtt/framing/peek.ts';
import type { ProtocolVersion, Sender } from '../../mqtt/tables/packet.ts';
import { packetTypeOf } from '../../mqtt/tables/packetNames.ts';
import type { LastMessage } from '../endCauses/endCauses.ts';
import { AT_ONCE } from './causeTimes.ts';
import type { ConnectionWatch } from './connectionWatch.ts';
import type { SentPacket } from './receiver.ts';

/** Topic of a PUBLISH. Empty for another packet, and for a topic alias. */
function topicOf({ head }: Pick<SentPacket, 'head'>): string {
  const parts = peekPublish(head);
  if (parts === undefined) return '';
  const { topicOffset, topicLength } = parts;
  return decodeUtf8(head.subarray(topicOffset, topicOffset + topicLength)) ?? '';
}

/** Topic of a PUBLISH, or the topic filters of a SUBSCRIBE. Empty if it has none, or is not known completely. */
export function topicsOf(packet: SentPacket, version: ProtocolVersion | undefined): string {
  const { type, head, size } = packet;
  if (type !== 'subscribe' || head.length < size) return topicOf(packet);
  const decoded = decode(head, version, 'client');
  if (!decoded.ok || decoded.packet.type !== 'subscribe') return '';
  return decoded.packet.subscriptions.map(({ filter }) => filter).join(', ');
}

/** The broker's message within which the client ended the connection. */
export function messageCutBy(
  by: Sender,
  { last: { server: before }, heads, largestMessage }: ConnectionWatch,
): LastMessage | undefined {
  const cut = heads.server.unfinished;
  if (by !== 'client' || cut === undefined || cut.size === 0) return;
  if (packetTypeOf(cut.first) !== 'publish') return;
  const largest = Math.max(largestMessage, before?.type === 'publish' ? before.size : 0);
  return { topic: topicOf(cut), size: cut.size, qos: qosIn(cut.first), largest };
}

/** The broker's message right before the client ended the connection. The client has sent nothing since. */
export function messageBeforeEnd(
  { last: { server }, heard, largestMessage: largest }: ConnectionWatch,
  { by, time }: { readonly by: Sender; readonly time: number },
): LastMessage | undefined {
  if (by !== 'client' || server?.type !== 'publish' || time - server.time >= AT_ONCE) return;
  if (heard.client === undefined || heard.client >= server.time) return;
  const qos = qosIn(server.head[0] ?? 0);
  return { topic: topicOf(server), size: server.size, qos, largest };
}
