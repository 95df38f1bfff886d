/** Formats a connection as `mqttscope record`, which writes its packets to files of bounded size. */
import type { ConnectPacket, ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { PROPERTIES } from '../../mqtt/tables/properties.ts';
import type { SubscriptionSetting } from '../settings/settings.ts';
import { addressNotes, type BrokerAddress } from './address.ts';
import { CommandLine } from './commandLine.ts';
import type { Copied } from './copied.ts';

const VERSIONS: Readonly<Record<ProtocolVersion, string>> = { 3: '3.1', 4: '3.1.1', 5: '5' };

/** @param connect adds options of the connection */
export function recordCommand(
  subscriptions: readonly SubscriptionSetting[],
  version: ProtocolVersion,
  address: BrokerAddress,
  connect: (line: CommandLine) => void,
): Copied {
  const line = new CommandLine('mqttscope', 'record');
  line.option('--url', address.url, 'URL').add('--protocol', VERSIONS[version]);
  connect(line);
  for (const { filter } of subscriptions) line.option('--subscribe', filter, 'Topic Filter');
  const levels = subscriptions.map(({ qos }) => qos);
  const highest = Math.max(...levels);
  if (highest > 0) line.add('--qos', highest);
  if (levels.some((qos) => qos !== highest)) line.leaveOut('QoS of each subscription');
  line.add('-o', 'capture.mqttscope', '--rotate-size', '100MB', '--keep', 10);
  return line.done(addressNotes(address));
}

/** A client identifier is only for a session: two clients with one identifier disconnect each other. */
export function addRecordConnect(line: CommandLine, packet: ConnectPacket): void {
  const { cleanStart, clientId, keepAlive, userName, properties, will } = packet;
  if (!cleanStart) line.option('--client-id', clientId, 'Client Identifier').add('--no-clean');
  line.add('--keep-alive', keepAlive);
  if (userName !== undefined) line.option('--username', userName, 'User Name');
  for (const { name } of properties) {
    if (name !== 'sessionExpiryInterval') line.leaveOut(PROPERTIES[name].label);
  }
  if (will !== undefined) line.leaveOut('Will');
}
