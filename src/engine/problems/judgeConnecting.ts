/** CONNECT, CONNACK and AUTH as the two sides understand each other (3.1, 3.2, 3.15, 4.12). */
import type {
  AuthPacket,
  ConnackPacket,
  ConnectPacket,
  ProtocolVersion,
} from '../../mqtt/packet.ts';
import { propertyValue } from '../../mqtt/properties.ts';
import type { ConversationRuleId } from '../rules/rules.ts';
import { clipped, type Say, saidCode } from './say.ts';
import type { SeenPacket } from './seenPacket.ts';
import type { StreamMemory } from './streamMemory.ts';

export function judgeConnect(packet: ConnectPacket, say: Say): void {
  if (packet.keepAlive === 0) {
    say('keep-alive-off', { key: 'keep-alive-off', args: {} });
  }
}

export function judgeConnack(
  connack: ConnackPacket,
  packet: SeenPacket,
  memory: StreamMemory,
  say: Say,
): void {
  const { connect, version = 4 } = packet.stream;
  if (packet.stream.connack !== undefined) return;
  if (connack.reasonCode !== 0) {
    refused(connack, version, connect?.packet, say);
    return;
  }
  if (connect === undefined) return;
  const other = connect.packet;
  if (connack.sessionPresent && connect.cleanStart && version > 3) {
    const finding = { key: 'session-present', args: { version } } as const;
    say('session-present-after-clean-start', finding, { other });
  }
  if (version === 5) judgeAccepted(connack, connect.clientId, other, memory, say);
}

function judgeAccepted(
  { properties }: ConnackPacket,
  clientId: string,
  other: number,
  memory: StreamMemory,
  say: Say,
): void {
  if (clientId === '' && propertyValue(properties, 'assignedClientIdentifier') === undefined) {
    const finding = { key: 'no-client-id-assigned', args: {} } as const;
    say('assigned-client-id-missing', finding, { other });
  }
  const { notes } = memory;
  if (notes === undefined) return;
  judgeMethod(propertyValue(properties, 'authenticationMethod'), 'connack', notes.authMethod, say);
  const information = propertyValue(properties, 'responseInformation');
  if (information !== undefined && !notes.wantsResponseInformation) {
    const finding = { key: 'response-information-unasked', args: {} } as const;
    say('response-information-unasked', finding, { other });
  }
  const { will } = notes;
  if (will === undefined) return;
  const maximum = propertyValue(properties, 'maximumQoS') ?? 2;
  if (will.qos > maximum) {
    const args = { qos: will.qos, maximum };
    say('will-qos-above-maximum', { key: 'will-qos-above-maximum', args }, { other });
  }
  if (will.retain && propertyValue(properties, 'retainAvailable') === 0) {
    say('will-retain-not-available', { key: 'will-retained', args: {} }, { other });
  }
}

/** 4.12: one method from CONNECT to the end. */
function judgeMethod(
  method: string | undefined,
  type: 'connack' | 'auth',
  ofConnect: string | undefined,
  say: Say,
): void {
  if (method === ofConnect) return;
  const statement = ofConnect === undefined ? { statement: '4.12.0-6' } : {};
  const args = {
    type,
    method: method === undefined ? undefined : clipped(method),
    ofConnect: ofConnect === undefined ? undefined : clipped(ofConnect),
  };
  say('auth-method-changed', { key: 'method-changed', args }, statement);
}

export function judgeAuth(auth: AuthPacket, memory: StreamMemory, say: Say): void {
  const { notes } = memory;
  if (notes?.authMethod === undefined) return;
  const method = propertyValue(auth.properties, 'authenticationMethod');
  // Without any properties it is the packet's own fault and reported as such.
  if (method !== undefined) judgeMethod(method, 'auth', notes.authMethod, say);
}

const OF_CODE: ReadonlyMap<number, ConversationRuleId> = new Map([
  [1, 'refused-version'],
  [2, 'refused-client-id'],
  [3, 'server-unavailable'],
  [4, 'refused-credentials'],
  [5, 'refused-credentials'],
  [0x84, 'refused-version'],
  [0x85, 'refused-client-id'],
  [0x86, 'refused-credentials'],
  [0x87, 'refused-credentials'],
  [0x8c, 'refused-credentials'],
  [0x88, 'server-unavailable'],
  [0x89, 'server-unavailable'],
  [0x97, 'server-unavailable'],
  [0x9f, 'server-unavailable'],
  [0x9c, 'server-moved'],
  [0x9d, 'server-moved'],
]);

function refused(
  connack: ConnackPacket,
  version: ProtocolVersion,
  other: number | undefined,
  say: Say,
): void {
  const rule = OF_CODE.get(connack.reasonCode) ?? 'connection-refused';
  const { reasonCode: code, properties } = connack;
  const said = saidCode({ packet: 'connack', version, code }, properties);
  say(rule, { key: 'connection-refused', args: { said } }, { other });
}
