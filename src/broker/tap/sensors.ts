/** Messages between sensors and a gateway for MQTT-SN, which a host may have: what can be asked of them. */
import type { SnDetail, SnRows } from '../../mqttsn/reading/snRecord.ts';
import type { Refused } from '../core/commands/refusals.ts';

export type SensorCommand =
  /** By position, 0 being the first ever; with a display filter, among those that pass it. */
  | {
      readonly kind: 'sensors';
      readonly first: number;
      readonly count: number;
      readonly filter?: string;
    }
  /** Topics that have a number without REGISTER, a number and a topic on each line; both are answered with `sensor-topics`. */
  | { readonly kind: 'sensor-topics' }
  | { readonly kind: 'name-sensor-topics'; readonly topics: string }
  | { readonly kind: 'sensor'; readonly no: number };

export type SensorReply =
  | ({ readonly kind: 'sensors' } & SnRows)
  | { readonly kind: 'sensor'; readonly message: SnDetail | null }
  | { readonly kind: 'sensor-topics'; readonly topics: string };

/** Whoever has a gateway. */
export interface Sensors {
  command(command: SensorCommand): SensorReply | Refused;
}
