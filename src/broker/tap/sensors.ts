/** Control commands for messages between sensors and an MQTT-SN gateway of the host. */
import type { SnDetail, SnRows } from '../../mqttsn/reading/snRecord.ts';
import type { Refused } from '../core/commands/refusals.ts';

export type SensorCommand =
  /** By position, 0 being the first ever; with a display filter, among the matching ones. */
  | {
      readonly kind: 'sensors';
      readonly first: number;
      readonly count: number;
      readonly filter?: string;
    }
  | { readonly kind: 'sensor'; readonly no: number };

export type SensorReply =
  | ({ readonly kind: 'sensors' } & SnRows)
  | { readonly kind: 'sensor'; readonly message: SnDetail | null };

/** The host's MQTT-SN gateway. */
export interface Sensors {
  command(command: SensorCommand): SensorReply | Refused;
}
