/** CONNECT, CONNACK and AUTH as the two sides understand each other (3.1, 3.2, 3.15, 4.12). */
import type {
  AuthPacket,
  ConnackPacket,
  ConnectPacket,
  ProtocolVersion,
} from '../../mqtt/packet.ts';
import { propertyValue } from '../../mqtt/properties.ts';
import { reasonCodeText } from '../../mqtt/reasonCodes.ts';
import type { ConversationRuleId } from '../rules/rules.ts';
import { quoted, type Say } from './say.ts';
import type { SeenPacket } from './seenPacket.ts';
import type { StreamMemory } from './streamMemory.ts';

export function judgeConnect(packet: ConnectPacket, say: Say): void {
  if (packet.keepAlive === 0) {
    say('keep-alive-off', 'CONNECT turns the keep alive off (0).');
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
    const asked = version === 5 ? 'Clean Start' : 'Clean Session';
    const text = `CONNACK says that a session is present, although CONNECT set ${asked}.`;
    say('session-present-after-clean-start', text, { other });
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
    const text = 'CONNECT has no client identifier, and CONNACK assigns none.';
    say('assigned-client-id-missing', text, { other });
  }
  const { notes } = memory;
  if (notes === undefined) return;
  judgeMethod(propertyValue(properties, 'authenticationMethod'), 'CONNACK', notes.authMethod, say);
  const information = propertyValue(properties, 'responseInformation');
  if (information !== undefined && !notes.wantsResponseInformation) {
    const text = 'CONNACK carries response information that CONNECT did not request.';
    say('response-information-unasked', text, { other });
  }
  const { will } = notes;
  if (will === undefined) return;
  const maximum = propertyValue(properties, 'maximumQoS') ?? 2;
  if (will.qos > maximum) {
    const text = `The will has QoS ${will.qos}; the server’s maximum is ${maximum}.`;
    say('will-qos-above-maximum', text, { other });
  }
  if (will.retain && propertyValue(properties, 'retainAvailable') === 0) {
    say('will-retain-not-available', 'The will is to be retained.', { other });
  }
}

/** 4.12: one method from CONNECT to the end. */
function judgeMethod(
  method: string | undefined,
  where: string,
  ofConnect: string | undefined,
  say: Say,
): void {
  if (method === ofConnect) return;
  const statement = ofConnect === undefined ? { statement: '4.12.0-6' } : {};
  const named = method === undefined ? 'names no method' : `names the method ${quoted(method)}`;
  const asked = ofConnect === undefined ? 'CONNECT none' : `CONNECT ${quoted(ofConnect)}`;
  say('auth-method-changed', `${where} ${named}, ${asked}.`, statement);
}

export function judgeAuth(auth: AuthPacket, memory: StreamMemory, say: Say): void {
  const { notes } = memory;
  if (notes?.authMethod === undefined) return;
  const method = propertyValue(auth.properties, 'authenticationMethod');
  // Without any properties it is the packet's own fault and reported as such.
  if (method !== undefined) judgeMethod(method, 'AUTH', notes.authMethod, say);
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
  const code = reasonCodeText('connack', connack.reasonCode, version);
  say(rule, `The server refused the connection: ${code}${reasonOf(connack.properties)}.`, {
    other,
  });
}

/** What the other side adds in words, and where it points to. */
export function reasonOf(properties: ConnackPacket['properties'] | undefined): string {
  const reason = propertyValue(properties, 'reasonString');
  const reference = propertyValue(properties, 'serverReference');
  const said = reason === undefined ? '' : `, ${quoted(reason)}`;
  return reference === undefined ? said : `${said}, server reference ${quoted(reference)}`;
}
