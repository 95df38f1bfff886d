/** What may be sent when: before CONNECT, before CONNACK, after DISCONNECT (3.1.0, 3.2.0, 3.14.4). */
import { type Say, typeOf } from './say.ts';
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
    const args = { type: typeOf(packet.bytes) };
    const other = disconnect.packet;
    say('sends-after-disconnect', { key: 'after-disconnect', args }, { other });
  }
}

function judgeClient(packet: SeenPacket, memory: StreamMemory, say: Say): void {
  const { connect, connack, fromStart } = packet.stream;
  const type = (packet.bytes[0] ?? 0) >> 4;
  if (type === CONNECT) {
    // Also one that cannot be read comes first.
    memory.isNews('no-connect');
    if (connect === undefined) return;
    say('second-connect', { key: 'second-connect', args: {} }, { other: connect.packet });
  } else if (connect === undefined) {
    if (fromStart && memory.isNews('no-connect')) {
      const args = { type: typeOf(packet.bytes) };
      say('first-packet-not-connect', { key: 'first-packet', args });
    }
  } else if (connack === undefined && !memory.wasAccepted && type !== DISCONNECT && type !== AUTH) {
    judgeEarly(packet, memory, say);
  }
}

function judgeEarly(packet: SeenPacket, memory: StreamMemory, say: Say): void {
  const args = { type: typeOf(packet.bytes) };
  const other = packet.stream.connect?.packet;
  if (memory.notes?.authMethod !== undefined) {
    const finding = { key: 'during-authentication', args } as const;
    say('packet-during-authentication', finding, { other });
  } else if (memory.hearsServer && memory.isNews('early')) {
    say('client-before-connack', { key: 'client-before-connack', args }, { other });
  }
}

function judgeServer(packet: SeenPacket, memory: StreamMemory, say: Say): void {
  const { connect, connack, fromStart, version } = packet.stream;
  const type = (packet.bytes[0] ?? 0) >> 4;
  const args = { type: typeOf(packet.bytes) };
  if (connack !== undefined) {
    if (connack.code === 0 || type === CONNACK || !memory.isNews('after-refusal')) return;
    say('sends-after-refusal', { key: 'after-refusal', args }, { other: connack.packet });
    return;
  }
  const isAllowed = type === CONNACK || (type === AUTH && version === 5);
  if (isAllowed || !fromStart || memory.wasAccepted) return;
  const statement = type === DISCONNECT && version === 5 ? { statement: '3.14.0-1' } : {};
  const at = { other: connect?.packet, ...statement };
  say('server-before-connack', { key: 'server-before-connack', args }, at);
}
