/** Messages between sensors and a gateway for MQTT-SN, which a host may have: what can be asked of them. */
import type { SnDetail, SnRows } from '../../mqttsn/reading/snRecord.ts';
import type { Refused } from '../core/refusals.ts';

export type SensorCommand =
  /** By position, 0 being the first ever. */
  | { readonly kind: 'sensors'; readonly first: number; readonly count: number }
  | { readonly kind: 'sensor'; readonly no: number };

export type SensorReply =
  | ({ readonly kind: 'sensors' } & SnRows)
  | { readonly kind: 'sensor'; readonly message: SnDetail | null };

/** Whoever has a gateway. */
export interface Sensors {
  command(command: SensorCommand): SensorReply | Refused;
}
