/** What a host gives an instrument. */
import type { Secrets } from '../../mqtt/secrets/secrets.ts';
import type { BrokerOptions } from '../core/state/options.ts';
import type { FaultRule } from '../faults/faultRule.ts';
import type { Mark } from '../faults/marks.ts';
import type { NetworkConditions } from '../faults/networkConditions.ts';
import type { PacketFilters } from '../faults/packetFilters.ts';
import type { Platform } from '../platform/platform.ts';
import type { Wires } from '../relayFaults/wires.ts';
import type { DeviceTaps } from '../tap/deviceTaps.ts';
import type { Sensors } from '../tap/sensors.ts';
import { TapedBroker } from '../warmStart/tapedBroker.ts';
import type { BrokerFacts, ControlCommand, ControlReply } from './control.ts';
import type { FleetSwitch } from './obey.ts';

export interface InstrumentOptions extends BrokerOptions {
  /** What nobody may see who looks on. */
  readonly secrets: Secrets;
  readonly facts: Omit<BrokerFacts, 'program' | 'fleet'>;
  /**
   * A broker that is taken over as it is, with the options that it was made with; its hook `authenticate`
   * asks that of the platform (`Platform.hooks`) from then on. Default: one of its own.
   */
  readonly begun?: TapedBroker;
  /** What goes wrong on purpose from the start, and who hears of each packet that is treated. */
  readonly faults?: {
    /** Reads the display filters of rules. */
    readonly filters?: PacketFilters;
    readonly rules: readonly FaultRule[];
    readonly network?: NetworkConditions | undefined;
    readonly marked?: (mark: Mark) => void;
  };
  /** Taps between devices and other brokers. */
  readonly deviceTaps?: DeviceTaps;
  /** What passes between sensors and a gateway for MQTT-SN. */
  readonly sensors?: Sensors;
  /** What passes there and over the host's bridge, and what becomes of it. */
  readonly wires?: Wires;
  /** The demo devices. */
  readonly fleet?: FleetSwitch;
  /** The platform of devices, which judges those alone; `hooks` judge all others. */
  readonly platform?: Platform;
  /** Hears of each command that came over a line, and of the host's own; `from`: as `control` was given it. */
  readonly commanded?: (
    from: string | undefined,
    command: ControlCommand,
    reply: ControlReply,
  ) => void;
}

/** Devices are judged by the platform, all others by the host. */
export function beginBroker(options: Omit<InstrumentOptions, 'secrets'>): TapedBroker {
  const { platform } = options;
  const hooks = platform === undefined ? options.hooks : platform.hooks(options.hooks);
  return new TapedBroker({ ...options, ...(hooks && { hooks }) });
}
