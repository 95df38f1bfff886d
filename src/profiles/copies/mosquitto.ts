/** Formats a packet as a command line of Mosquitto's clients (mosquitto_pub, mosquitto_sub). */
import type { ConnectPacket, ProtocolVersion, SubscribePacket } from '../../mqtt/tables/packet.ts';
import {
  PROPERTIES,
  type Property,
  type PropertyName,
  propertyValue,
} from '../../mqtt/tables/properties.ts';
import { addressNotes, type BrokerAddress, overTcp } from './address.ts';
import { CommandLine, together } from './commandLine.ts';
import type { Copied, CopyNote } from './copied.ts';
import type { PublishedMessage } from './message.ts';

const VERSIONS: Readonly<Record<ProtocolVersion, string>> = {
  3: 'mqttv31',
  4: 'mqttv311',
  5: 'mqttv5',
};

/** Names for `-D`, by packet. */
const NAMES: Readonly<Partial<Record<PropertyName, string>>> = {
  payloadFormatIndicator: 'payload-format-indicator',
  messageExpiryInterval: 'message-expiry-interval',
  contentType: 'content-type',
  responseTopic: 'response-topic',
  correlationData: 'correlation-data',
  userProperty: 'user-property',
  willDelayInterval: 'will-delay-interval',
  authenticationMethod: 'authentication-method',
  authenticationData: 'authentication-data',
  maximumPacketSize: 'maximum-packet-size',
  receiveMaximum: 'receive-maximum',
  requestProblemInformation: 'request-problem-information',
  requestResponseInformation: 'request-response-information',
  topicAliasMaximum: 'topic-alias-maximum',
};

/** Seconds; shorter ones except 0 are rejected. */
const SHORTEST_KEEP_ALIVE = 5;

/** @param connect adds options of the connection */
export function mosquittoPub(
  message: PublishedMessage,
  version: ProtocolVersion,
  address: BrokerAddress,
  connect?: (line: CommandLine) => void,
): Copied {
  const line = withBroker(new CommandLine('mosquitto_pub'), version, address);
  connect?.(line);
  line.option('-t', message.topic, 'Topic Name').add('-q', message.qos);
  if (message.retain) line.add('-r');
  for (const property of message.properties) addProperty(line, 'publish', property);
  if (message.payload.length === 0) line.add('-n');
  else line.payload(message.payload, '-m', '-s');
  return line.done(brokerNotes(address));
}

/**
 * mosquitto_sub has one QoS for all its filters, so filters with another QoS get a separate command.
 * @param connect adds options of the connection
 */
export function mosquittoSub(
  { subscriptions, properties }: Omit<SubscribePacket, 'packetId'>,
  version: ProtocolVersion,
  address: BrokerAddress,
  connect?: (line: CommandLine) => void,
): Copied {
  const groups = new Map<string, typeof subscriptions>();
  for (const one of subscriptions) {
    const key = `${one.qos} ${one.retainAsPublished}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const lines = [...groups.values()].map((group) => {
    const line = withBroker(new CommandLine('mosquitto_sub', '-v'), version, address);
    connect?.(line);
    line.add('-q', group[0]?.qos ?? 0);
    for (const { filter } of group) line.option('-t', filter, 'Topic Filter');
    if (group.some(({ retainAsPublished }) => retainAsPublished)) line.add('--retain-as-published');
    if (group.some(({ noLocal }) => noLocal)) line.leaveOut('No Local');
    if (group.some(({ retainHandling }) => retainHandling !== 0)) line.leaveOut('Retain Handling');
    for (const property of properties) {
      if (property.name === 'subscriptionIdentifier') {
        line.add('-D', 'subscribe', 'subscription-identifier', property.value);
      } else addProperty(line, 'subscribe', property);
    }
    return line.done(brokerNotes(address));
  });
  return together(lines);
}

/** Options of both to connect like this CONNECT. */
export function mosquittoOptions(packet: ConnectPacket, address: BrokerAddress): Copied {
  const line = withBroker(new CommandLine(), versionOf(packet), address);
  addConnect(line, packet);
  return line.done(brokerNotes(address));
}

export function addConnect(line: CommandLine, packet: ConnectPacket): void {
  const version = versionOf(packet);
  if (packet.clientId !== '') line.option('-i', packet.clientId, 'Client Identifier');
  if (packet.keepAlive > 0 && packet.keepAlive < SHORTEST_KEEP_ALIVE) line.leaveOut('Keep Alive');
  else line.add('-k', packet.keepAlive);
  if (!packet.cleanStart) line.add('-c');
  // Without -x, -c would request a session that never expires.
  const expiry = propertyValue(packet.properties, 'sessionExpiryInterval');
  if (expiry !== undefined || (version === 5 && !packet.cleanStart)) line.add('-x', expiry ?? 0);
  if (packet.userName !== undefined) line.option('-u', packet.userName, 'User Name');
  if (packet.password !== undefined) line.binary('-P', packet.password, 'Password');
  for (const property of packet.properties) addProperty(line, 'connect', property);
  if (packet.will !== undefined) {
    const { topic, payload, qos, retain, properties } = packet.will;
    line.option('--will-topic', topic, 'Will Topic').add('--will-qos', qos);
    if (payload.length > 0) line.binary('--will-payload', payload, 'Will Payload');
    if (retain) line.add('--will-retain');
    for (const property of properties) addProperty(line, 'will', property);
  }
}

function versionOf({ protocolLevel }: ConnectPacket): ProtocolVersion {
  return protocolLevel === 5 ? 5 : protocolLevel === 3 ? 3 : 4;
}

function withBroker(
  line: CommandLine,
  version: ProtocolVersion,
  address: BrokerAddress,
): CommandLine {
  const { host, port, tls } = overTcp(address);
  line.option('-h', host, 'Host').add('-p', port, '-V', VERSIONS[version]);
  return tls ? line.add('--tls-use-os-certs') : line;
}

function brokerNotes(address: BrokerAddress): readonly CopyNote[] {
  if (address.assumed !== false) return addressNotes(address);
  const { port, portAssumed } = overTcp(address);
  return portAssumed ? [{ kind: 'port-assumed', port }] : [];
}

type Place = 'publish' | 'subscribe' | 'connect' | 'will';

/**
 * Expressed otherwise: an alias is resolved, a subscription identifier in a PUBLISH is only for servers, -x
 * is the expiry.
 */
const SILENT: ReadonlySet<PropertyName> = new Set([
  'topicAlias',
  'subscriptionIdentifier',
  'sessionExpiryInterval',
]);

function addProperty(line: CommandLine, place: Place, property: Property): void {
  const name = NAMES[property.name];
  const { label } = PROPERTIES[property.name];
  if (SILENT.has(property.name)) return;
  if (name === undefined) {
    line.leaveOut(label);
    return;
  }
  const words = `-D ${place} ${name}`;
  const { value } = property;
  if (typeof value === 'number') line.add(words, value);
  else if (typeof value === 'string') line.option(words, value, label);
  else if (value instanceof Uint8Array) line.binary(words, value, label);
  else line.pair(words, value, label);
}
