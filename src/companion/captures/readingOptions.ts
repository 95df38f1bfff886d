/** Options for facts that a capture does not show. */
import type { ReadingChoices } from '../../engine/files/events/captureEvents.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { flag, many, number, one } from '../cli/options.ts';
import { protocol } from '../cli/protocolKind.ts';

/** The files are those of one capture. */
export const SERIES = flag('--series');
export const MQTT_PORT = many('--mqtt-port <PORT>', number(1, 65_535));
export const ASSUME_VERSION = one('--assume-version <VERSION>', protocol);

interface Given {
  readonly mqttPort: readonly number[];
  readonly assumeVersion: ProtocolVersion | undefined;
}

export const readingChoices = ({ mqttPort, assumeVersion }: Given): ReadingChoices => ({
  mqttPorts: mqttPort,
  assumedVersion: assumeVersion,
});
