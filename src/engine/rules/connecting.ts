/** Rules on the start of a connection (3.1, 3.2, 4.11, 4.12). */
import { swappedBytes } from '../../base/bytes.ts';
import type { ConnackPacket } from '../../mqtt/tables/packet.ts';
import { propertyValue } from '../../mqtt/tables/properties.ts';
import { AUTH, CONNACK, CONNECT, DISCONNECT } from '../../mqtt/tables/typeNumbers.ts';
import { clipped, type Report, saidCode, typeOf } from '../findings/report.ts';
import type { SeenPacket } from './memory/seenPacket.ts';
import type { StreamMemory } from './memory/streamMemory.ts';
import type { Moments, Rules } from './rule.ts';
import { endedWith } from './sessions.ts';

const kindOf = ({ bytes }: SeenPacket) => (bytes[0] ?? 0) >> 4;

/** Codes of CONNACK, and of DISCONNECT from the server, that have their own rule. */
const CODES = {
  credentials: [4, 5, 0x86, 0x87, 0x8c],
  version: [1, 0x84],
  clientId: [2, 0x85],
  unavailable: [3, 0x88, 0x89, 0x97, 0x9f],
  moved: [0x9c, 0x9d],
} as const;
const NAMED: ReadonlySet<number> = new Set(Object.values(CODES).flat());

/** s. */
const LONG_KEEP_ALIVE = 2_000;
const USUAL_KEEP_ALIVES: ReadonlySet<number> = new Set([
  10, 15, 20, 25, 30, 40, 45, 50, 60, 90, 100, 120, 150, 180, 200, 240, 300, 600, 900, 1_200, 1_800,
]);

export const CONNECTING = {
  'client-not-mqtt': {
    severity: 'error',
    v4: '3.1.0-1',
    v5: '3.1.0-1',
    needs: ['client', 'beginning'],
    otherProtocol(what, direction, _memory, report) {
      if (direction === 'out')
        report({ key: 'other-protocol', args: { what, expected: 'connect' } });
    },
  },
  'server-not-mqtt': {
    severity: 'error',
    v4: '3.2.0-1',
    v5: '3.2.0-1',
    needs: ['server', 'beginning'],
    otherProtocol(what, direction, { facts }, report) {
      if (direction !== 'in') return;
      const other = facts.connect?.packet;
      report({ key: 'other-protocol', args: { what, expected: 'connack' } }, { other });
    },
  },
  'first-packet-not-connect': {
    severity: 'error',
    v4: '3.1.0-1',
    v5: '3.1.0-1',
    needs: ['client', 'beginning'],
    unsettled(packet, memory, report) {
      const { connect, fromStart } = packet.stream;
      if (packet.direction !== 'out') return;
      // An unreadable CONNECT counts as the first packet, too.
      if (kindOf(packet) === CONNECT) memory.isFirstReport('no-connect');
      else if (connect === undefined && fromStart && memory.isFirstReport('no-connect')) {
        report({ key: 'first-packet', args: { type: typeOf(packet.bytes) } });
      }
    },
  },
  'second-connect': {
    severity: 'error',
    v4: '3.1.0-2',
    v5: '3.1.0-2',
    needs: ['client', 'beginning'],
    unsettled(packet, _memory, report) {
      const { connect } = packet.stream;
      if (packet.direction !== 'out' || kindOf(packet) !== CONNECT || connect === undefined) return;
      report({ key: 'second-connect', args: {} }, { other: connect.packet });
    },
  },
  'client-before-connack': {
    severity: 'note',
    v4: '3.1.4-5',
    v5: '3.1.4-6',
    needs: ['client', 'beginning', 'absence'],
    unsettled(packet, memory, report) {
      if (!isEarly(packet, memory) || memory.notes?.authMethod !== undefined) return;
      if (!memory.hearsServer || !memory.isFirstReport('early')) return;
      const finding = {
        key: 'client-before-connack',
        args: { type: typeOf(packet.bytes) },
      } as const;
      report(finding, { other: packet.stream.connect?.packet });
    },
  },
  'server-before-connack': {
    severity: 'error',
    v4: '3.2.0-1',
    v5: '3.2.0-1',
    needs: ['server', 'beginning'],
    unsettled(packet, memory, report) {
      const { connect, connack, fromStart, version } = packet.stream;
      if (packet.direction !== 'in' || connack !== undefined) return;
      const kind = kindOf(packet);
      const isAllowed = kind === CONNACK || (kind === AUTH && version === 5);
      if (isAllowed || !fromStart || memory.wasAccepted) return;
      const statement = kind === DISCONNECT && version === 5 ? '3.14.0-1' : undefined;
      const finding = {
        key: 'server-before-connack',
        args: { type: typeOf(packet.bytes) },
      } as const;
      report(finding, { other: connect?.packet, statement });
    },
  },
  'packet-during-authentication': {
    severity: 'error',
    v5: '3.1.2-30',
    needs: ['client', 'beginning'],
    unsettled(packet, memory, report) {
      if (!isEarly(packet, memory) || memory.notes?.authMethod === undefined) return;
      const finding = {
        key: 'during-authentication',
        args: { type: typeOf(packet.bytes) },
      } as const;
      report(finding, { other: packet.stream.connect?.packet });
    },
  },
  'sends-after-refusal': {
    severity: 'error',
    v4: '3.2.2-5',
    v5: '3.2.2-7',
    needs: ['server', 'beginning'],
    unsettled(packet, memory, report) {
      const { connack } = packet.stream;
      if (packet.direction !== 'in' || connack === undefined || connack.code === 0) return;
      if (kindOf(packet) === CONNACK || !memory.isFirstReport('after-refusal')) return;
      const finding = { key: 'after-refusal', args: { type: typeOf(packet.bytes) } } as const;
      report(finding, { other: connack.packet });
    },
  },
  'unexpected-connack': {
    severity: 'error',
    v4: '3.1.4-4',
    v5: '3.2.0-2',
    needs: ['client', 'server', 'beginning'],
    irregularity: 'unexpected-connack',
  },
  'connack-missing': {
    severity: 'warn',
    v4: '3.1.4-1',
    v5: '3.1.4-1',
    needs: ['client', 'beginning', 'end', 'absence'],
    unanswered(memory, connect, end, report) {
      const { disconnect } = memory.facts;
      if (disconnect !== undefined || !memory.hearsServer || memory.hasToEnd) return;
      const cause = memory.causeOfEnd?.();
      const isCut = cause?.key === 'on-purpose';
      const args = { after: end - connect.time, cause: isCut ? undefined : cause };
      report({ key: 'no-connack', args }, { packet: connect.packet, time: end });
    },
  },
  'refused-credentials': {
    severity: 'warn',
    v4: '3.2.2-5',
    v5: '3.1.4-2',
    needs: ['server', 'beginning'],
    refused: refusedWith(CODES.credentials),
  },
  'refused-version': {
    severity: 'warn',
    v4: '3.1.2-2',
    v5: '3.1.2-2',
    needs: ['server', 'beginning'],
    refused: refusedWith(CODES.version),
  },
  'refused-client-id': {
    severity: 'warn',
    v4: '3.1.3-9',
    v5: '3.1.3-8',
    needs: ['server', 'beginning'],
    refused: refusedWith(CODES.clientId),
  },
  'server-unavailable': {
    severity: 'warn',
    v4: '3.2.2-5',
    v5: '3.2.2-7',
    needs: ['server', 'beginning'],
    refused: refusedWith(CODES.unavailable),
  },
  'connection-refused': {
    severity: 'warn',
    v4: '3.2.2-5',
    v5: '3.2.2-7',
    needs: ['server', 'beginning'],
    refused(connack, packet, report) {
      if (!NAMED.has(connack.reasonCode)) reportRefused(connack, packet, report);
    },
  },
  'server-moved': {
    severity: 'warn',
    v5: '4.11',
    needs: ['server', 'beginning'],
    refused: refusedWith(CODES.moved),
    disconnect: endedWith(CODES.moved),
  },
  'assigned-client-id-missing': {
    severity: 'error',
    v5: '3.2.2-16',
    needs: ['client', 'server', 'beginning'],
    accepted({ properties }, connect, { stream }, _memory, report) {
      if (stream.version !== 5 || connect.clientId !== '') return;
      if (propertyValue(properties, 'assignedClientIdentifier') !== undefined) return;
      report({ key: 'no-client-id-assigned', args: {} }, { other: connect.packet });
    },
  },
  'auth-method-changed': {
    severity: 'error',
    v5: '4.12.0-5',
    needs: ['client', 'server', 'beginning'],
    accepted({ properties }, _connect, { stream }, { notes }, report) {
      if (stream.version !== 5 || notes === undefined) return;
      const method = propertyValue(properties, 'authenticationMethod');
      compareMethods(method, 'connack', notes.authMethod, report);
    },
    auth({ properties }, _packet, { notes }, report) {
      const method = propertyValue(properties, 'authenticationMethod');
      // Without any properties, the error is in the packet's own bytes and reported there.
      if (notes?.authMethod === undefined || method === undefined) return;
      compareMethods(method, 'auth', notes.authMethod, report);
    },
  },
  'response-information-unasked': {
    severity: 'error',
    v5: '3.1.2-28',
    needs: ['client', 'server', 'beginning'],
    accepted({ properties }, connect, { stream }, { notes }, report) {
      if (stream.version !== 5 || notes === undefined || notes.wantsResponseInformation) return;
      if (propertyValue(properties, 'responseInformation') === undefined) return;
      report({ key: 'response-information-unasked', args: {} }, { other: connect.packet });
    },
  },
  'problem-information-unasked': {
    severity: 'error',
    v5: '3.1.2-29',
    needs: ['client', 'server', 'beginning'],
    fromServer(content, { bytes }, { notes }, report) {
      if (notes === undefined || notes.wantsProblemInformation) return;
      if (content.type === 'connack' || content.type === 'disconnect') return;
      const properties = 'properties' in content ? content.properties : undefined;
      const hasReason = propertyValue(properties, 'reasonString') !== undefined;
      if (!hasReason && propertyValue(properties, 'userProperty') === undefined) return;
      const carries = hasReason ? 'reason-string' : 'user-property';
      report({ key: 'problem-information-unasked', args: { type: typeOf(bytes), carries } });
    },
  },
  'unexpected-auth': {
    severity: 'error',
    v5: '4.12.0-6',
    needs: ['client', 'server', 'beginning'],
    irregularity: 'unexpected-auth',
    statementAt: ({ direction }) => (direction === 'out' ? '4.12.0-7' : undefined),
  },
  'keep-alive-off': {
    severity: 'note',
    v4: '3.1.2.10',
    v5: '3.1.2.10',
    needs: ['client', 'beginning'],
    connect({ keepAlive }, _packet, _memory, report) {
      if (keepAlive === 0) report({ key: 'keep-alive-off', args: {} });
    },
  },
  'user-name-of-another': {
    severity: 'note',
    v4: '3.2.2-5',
    v5: '3.1.4-2',
    needs: ['client', 'beginning'],
    connect({ clientId, userName = '' }, _packet, _memory, report) {
      const named = HUB_USER_NAME.exec(userName)?.[1];
      if (named === undefined || clientId === '' || named === clientId) return;
      const args = { named: clipped(named), clientId: clipped(clientId) };
      report({ key: 'user-name-of-another', args });
    },
  },
  'keep-alive-swapped': {
    severity: 'note',
    v4: '3.1.2.10',
    v5: '3.1.2.10',
    needs: ['client', 'beginning'],
    connect({ keepAlive }, _packet, _memory, report) {
      const swapped = swappedBytes(keepAlive);
      if (keepAlive < LONG_KEEP_ALIVE || !USUAL_KEEP_ALIVES.has(swapped)) return;
      report({ key: 'keep-alive-swapped', args: { keepAlive, swapped } });
    },
  },
} satisfies Rules;

/** The user name of a device at a hub: its host, the client identifier, perhaps of a module, and a version. */
const HUB_USER_NAME = /^[\w-]+(?:\.[\w-]+)+\/([^/?]{1,128}(?:\/[^/?]{1,128})?)\/\?api-version=/;

/** True for a packet of the client before CONNACK that is not part of connecting. */
function isEarly(packet: SeenPacket, memory: StreamMemory): boolean {
  const { connect, connack } = packet.stream;
  if (packet.direction !== 'out' || connect === undefined || connack !== undefined) return false;
  return !memory.wasAccepted && ![CONNECT, DISCONNECT, AUTH].includes(kindOf(packet));
}

function refusedWith(codes: readonly number[]): Moments['refused'] {
  return (connack, packet, report) => {
    if (codes.includes(connack.reasonCode)) reportRefused(connack, packet, report);
  };
}

function reportRefused(
  { reasonCode: code, properties }: ConnackPacket,
  { stream: { version = 4, connect } }: SeenPacket,
  report: Report,
): void {
  const said = saidCode({ packet: 'connack', version, code }, properties);
  report({ key: 'connection-refused', args: { said } }, { other: connect?.packet });
}

/** 4.12: the method stays the same from CONNECT to the end. */
function compareMethods(
  method: string | undefined,
  type: 'connack' | 'auth',
  ofConnect: string | undefined,
  report: Report,
): void {
  if (method === ofConnect) return;
  const args = {
    type,
    method: method === undefined ? undefined : clipped(method),
    ofConnect: ofConnect === undefined ? undefined : clipped(ofConnect),
  };
  const statement = ofConnect === undefined ? '4.12.0-6' : undefined;
  report({ key: 'method-changed', args }, { statement });
}
