/** Options of an instrument. */
import type { Secrets } from '../../mqtt/secrets/secrets.ts';
import type { BrokerOptions } from '../core/state/options.ts';
import type { FaultRule } from '../faults/faultRule.ts';
import type { Mark } from '../faults/marks.ts';
import type { NetworkConditions } from '../faults/networkConditions.ts';
import type { PacketFilters } from '../faults/packetFilters.ts';
import type { Platform } from '../platform/platform.ts';
import type { Relays } from '../relayFaults/relays.ts';
import type { DeviceTaps } from '../tap/deviceTaps.ts';
import type { Sensors } from '../tap/sensors.ts';
import { RecordingBroker } from '../warmStart/recordingBroker.ts';
import type { BrokerFacts, ControlCommand, ControlReply } from './control.ts';
import type { FleetSwitch } from './runCommand.ts';

export interface InstrumentOptions extends BrokerOptions {
  /** Values hidden from observers. */
  readonly secrets: Secrets;
  readonly facts: Omit<BrokerFacts, 'program' | 'fleet'>;
  /**
   * A running broker to continue, with its original options. From then on, its hook `authenticate` is the
   * platform's (`Platform.hooks`). Default: a new broker.
   */
  readonly begun?: RecordingBroker;
  /** Initial faults and the listener for each treated packet. */
  readonly faults?: {
    /** Parses the display filters of fault rules. */
    readonly filters?: PacketFilters;
    readonly rules: readonly FaultRule[];
    readonly network?: NetworkConditions | undefined;
    readonly marked?: (mark: Mark) => void;
  };
  /** Taps between devices and other brokers. */
  readonly deviceTaps?: DeviceTaps;
  /** Traffic between sensors and an MQTT-SN gateway. */
  readonly sensors?: Sensors;
  /** Traffic and faults of these relays and of the host's bridge. */
  readonly relays?: Relays;
  /** The demo devices. */
  readonly fleet?: FleetSwitch;
  /** The device platform. Only the platform judges devices; `hooks` judge all other clients. */
  readonly platform?: Platform;
  /** Called for each command of a line or of the host. `from`: the value given to `control`. */
  readonly commanded?: (
    from: string | undefined,
    command: ControlCommand,
    reply: ControlReply,
  ) => void;
}

/** Starts a broker where the platform judges devices and the host all other clients. */
export function beginBroker(options: Omit<InstrumentOptions, 'secrets'>): RecordingBroker {
  const { platform } = options;
  const hooks = platform === undefined ? options.hooks : platform.hooks(options.hooks);
  return new RecordingBroker({ ...options, ...(hooks && { hooks }) });
}
