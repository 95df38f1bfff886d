/** Options for facts that a capture does not show. */
import type { ReadingChoices } from '../../engine/files/events/captureEvents.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { many, number, one } from '../cli/options.ts';
import { protocol } from '../cli/protocolKind.ts';

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
