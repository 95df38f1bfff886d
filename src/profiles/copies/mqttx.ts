/** Formats a packet as a command line of MQTTX (mqttx pub, sub, conn), which supports WebSocket. */
import type { ConnectPacket, ProtocolVersion, SubscribePacket } from '../../mqtt/tables/packet.ts';
import { isProtocolVersion } from '../../mqtt/tables/packetNames.ts';
import { PROPERTIES, type Property, type PropertyName } from '../../mqtt/tables/properties.ts';
import { addressNotes, type BrokerAddress } from './address.ts';
import { CommandLine } from './commandLine.ts';
import type { Copied } from './copied.ts';
import type { PublishedMessage } from './message.ts';

const VERSIONS: Readonly<Record<ProtocolVersion, string>> = { 3: '3.1', 4: '3.1.1', 5: '5' };

/** Options with the property's value. */
const OPTIONS: Readonly<Partial<Record<PropertyName, string>>> = {
  messageExpiryInterval: '-e',
  contentType: '-ct',
  responseTopic: '-rt',
  correlationData: '-cd',
  userProperty: '-up',
  sessionExpiryInterval: '-se',
  receiveMaximum: '--receive-maximum',
  maximumPacketSize: '--maximum-packet-size',
  topicAliasMaximum: '--topic-alias-maximum',
};

const WILL_OPTIONS: Readonly<Partial<Record<PropertyName, string>>> = {
  willDelayInterval: '-Wd',
  messageExpiryInterval: '-We',
  contentType: '-Wct',
  responseTopic: '-Wrt',
  correlationData: '-Wcd',
  userProperty: '-Wup',
};

/** Options without a value for one of the property's two values; the other is the default. */
const SWITCHES: Readonly<
  Partial<Record<PropertyName, { readonly at: number; readonly option: string }>>
> = {
  payloadFormatIndicator: { at: 1, option: '-pf' },
  requestResponseInformation: { at: 1, option: '--req-response-info' },
  requestProblemInformation: { at: 0, option: '--no-req-problem-info' },
};

export function mqttxPub(
  message: PublishedMessage,
  version: ProtocolVersion,
  address: BrokerAddress,
): Copied {
  const line = withBroker(new CommandLine('mqttx', 'pub'), version, address);
  line.option('-t', message.topic, 'Topic Name').add('-q', message.qos);
  if (message.retain) line.add('-r');
  for (const property of message.properties) {
    // The alias is resolved; a subscription identifier is only for servers.
    if (property.name === 'topicAlias' || property.name === 'subscriptionIdentifier') continue;
    addProperty(line, property, OPTIONS);
  }
  line.payload(message.payload, '-m', '-s');
  return line.done(addressNotes(address));
}

/** @param connect adds options of the connection */
export function mqttxSub(
  { subscriptions, properties }: Omit<SubscribePacket, 'packetId'>,
  version: ProtocolVersion,
  address: BrokerAddress,
  connect?: (line: CommandLine) => void,
): Copied {
  const line = withBroker(new CommandLine('mqttx', 'sub'), version, address);
  connect?.(line);
  for (const { filter, qos } of subscriptions) {
    line.option('-t', filter, 'Topic Filter').add('-q', qos);
  }
  if (version === 5) {
    for (const { noLocal, retainAsPublished, retainHandling } of subscriptions) {
      line.add('-nl', String(noLocal), '-rap', String(retainAsPublished), '-rh', retainHandling);
    }
  }
  for (const property of properties) {
    if (property.name === 'subscriptionIdentifier') {
      line.add('-si', property.value);
    } else addProperty(line, property, OPTIONS);
  }
  return line.done(addressNotes(address));
}

export function mqttxConn(packet: ConnectPacket, address: BrokerAddress): Copied {
  const level = packet.protocolLevel;
  const version = isProtocolVersion(level) ? level : 4;
  const line = withBroker(new CommandLine('mqttx', 'conn'), version, address);
  // Without the option, MQTTX makes an identifier.
  if (packet.clientId === '') line.option('-i', '', 'Client Identifier');
  addMqttxConnect(line, packet);
  return line.done(addressNotes(address));
}

export function addMqttxConnect(line: CommandLine, packet: ConnectPacket): void {
  if (packet.clientId !== '') line.option('-i', packet.clientId, 'Client Identifier');
  line.add('-k', packet.keepAlive);
  if (!packet.cleanStart) line.add('--no-clean');
  if (packet.userName !== undefined) line.option('-u', packet.userName, 'User Name');
  if (packet.password !== undefined) line.binary('-P', packet.password, 'Password');
  for (const property of packet.properties) addProperty(line, property, OPTIONS);
  if (packet.will !== undefined) {
    const { topic, payload, qos, retain, properties } = packet.will;
    line.option('-Wt', topic, 'Will Topic').add('-Wq', qos);
    line.binary('-Wm', payload, 'Will Payload');
    if (retain) line.add('-Wr');
    for (const property of properties) addProperty(line, property, WILL_OPTIONS);
  }
}

function withBroker(
  line: CommandLine,
  version: ProtocolVersion,
  { host, port, carrier, path }: BrokerAddress,
): CommandLine {
  line.option('-h', host, 'Host').add('-p', port, '-l', carrier);
  if (path !== '') line.option('--path', path, 'Path');
  return line.add('-V', VERSIONS[version]);
}

function addProperty(
  line: CommandLine,
  property: Property,
  options: Readonly<Partial<Record<PropertyName, string>>>,
): void {
  const { name, value } = property;
  const { label } = PROPERTIES[name];
  const option = options[name];
  const own = options === OPTIONS ? SWITCHES[name] : undefined;
  if (own !== undefined) {
    if (value === own.at) line.add(own.option);
  } else if (name === 'payloadFormatIndicator') {
    if (value === 1) line.add('-Wpf');
  } else if (option === undefined) line.leaveOut(label);
  else if (typeof value === 'number') line.add(option, value);
  else if (typeof value === 'string') line.option(option, value, label);
  else if (value instanceof Uint8Array) line.binary(option, value, label);
  else addPair(line, option, value, label);
}

/** MQTTX splits at the first and second `: ` and requires text on both sides. */
function addPair(
  line: CommandLine,
  option: string,
  [name, value]: readonly [string, string],
  label: string,
): void {
  const text = `${name}: ${value}`;
  const [first, second, ...more] = text.split(': ');
  if (first !== name || second !== value || more.length > 0 || name === '' || value === '') {
    line.leaveOut(label);
  } else line.option(option, text, label);
}
