/** What may be sent when: before CONNECT, before CONNACK, after DISCONNECT (3.1.0, 3.2.0, 3.14.4). */
import { nameOf, type Say } from './say.ts';
import type { SeenPacket } from './seenPacket.ts';
import type { StreamMemory } from './streamMemory.ts';

const CONNECT = 1;
const CONNACK = 2;
const DISCONNECT = 14;
const AUTH = 15;

/** Called for packets that come where hardly any may. */
export function judgeOrder(packet: SeenPacket, memory: StreamMemory, say: Say): void {
  if (memory.hasGap) return;
  if (packet.direction === 'out') judgeClient(packet, memory, say);
  else judgeServer(packet, memory, say);
  const { disconnect } = packet.stream;
  if (disconnect?.direction === packet.direction && memory.isNews('after-disconnect')) {
    const text = `${nameOf(packet.bytes)} follows the DISCONNECT of the same side.`;
    say('sends-after-disconnect', text, { other: disconnect.packet });
  }
}

function judgeClient(packet: SeenPacket, memory: StreamMemory, say: Say): void {
  const { connect, connack, fromStart } = packet.stream;
  const type = (packet.bytes[0] ?? 0) >> 4;
  if (type === CONNECT) {
    // Also one that cannot be read comes first.
    memory.isNews('no-connect');
    if (connect === undefined) return;
    const text = 'A second CONNECT came on the same connection.';
    say('second-connect', text, { other: connect.packet });
  } else if (connect === undefined) {
    if (fromStart && memory.isNews('no-connect')) {
      say('first-packet-not-connect', `The first packet of the client is ${nameOf(packet.bytes)}.`);
    }
  } else if (connack === undefined && !memory.wasAccepted && type !== DISCONNECT && type !== AUTH) {
    judgeEarly(packet, memory, say);
  }
}

function judgeEarly(packet: SeenPacket, memory: StreamMemory, say: Say): void {
  const name = nameOf(packet.bytes);
  const other = packet.stream.connect?.packet;
  if (memory.notes?.authMethod !== undefined) {
    const text = `${name} was sent before CONNACK, although CONNECT names an authentication method.`;
    say('packet-during-authentication', text, { other });
  } else if (memory.hearsServer && memory.isNews('early')) {
    say('client-before-connack', `${name} was sent before CONNACK came.`, { other });
  }
}

function judgeServer(packet: SeenPacket, memory: StreamMemory, say: Say): void {
  const { connect, connack, fromStart, version } = packet.stream;
  const type = (packet.bytes[0] ?? 0) >> 4;
  if (connack !== undefined) {
    if (connack.code === 0 || type === CONNACK || !memory.isNews('after-refusal')) return;
    const text = `${nameOf(packet.bytes)} follows a CONNACK that refused the connection.`;
    say('sends-after-refusal', text, { other: connack.packet });
    return;
  }
  const isAllowed = type === CONNACK || (type === AUTH && version === 5);
  if (isAllowed || !fromStart || memory.wasAccepted) return;
  const text = `${nameOf(packet.bytes)} was sent before CONNACK.`;
  const statement = type === DISCONNECT && version === 5 ? { statement: '3.14.0-1' } : {};
  say('server-before-connack', text, { other: connect?.packet, ...statement });
}
