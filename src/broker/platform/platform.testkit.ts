/** Test kit: a platform without I/O, with devices on wires that sign in to an instrument. */

import type { Device } from '../../alibaba/devices.ts';
import { diagnose } from '../../alibaba/diagnose.ts';
import { type SignInRequest, signIn } from '../../alibaba/sign.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import type { ConnectPacket, ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { ControlledScene } from '../control/control.testkit.ts';
import type { InstrumentOptions } from '../control/instrumentOptions.ts';
import { connectPacket, LOCAL_PEER, type Wire } from '../core/broker.testkit.ts';
import type { Peer } from '../core/contract/parties.ts';
import { demoRegistry } from './devices/demoRegistry.ts';
import type { Registry } from './devices/registry.ts';
import { DEFAULT_PLATFORM_SETTINGS, type PlatformSettings } from './devices/settings.ts';
import { Platform, type PlatformOptions } from './platform.ts';
import type { PlatformServices } from './services/contract.ts';

export const DEMO = demoRegistry(1);

interface SceneOptions {
  readonly registry?: Registry;
  readonly settings?: Partial<PlatformSettings>;
  readonly services?: PlatformServices;
  readonly file?: PlatformOptions['file'];
  readonly instrument?: Partial<InstrumentOptions>;
}

type Signing = Partial<Omit<SignInRequest, keyof Device>>;
type Connecting = Partial<Omit<ConnectPacket, 'type'>> & {
  readonly version?: ProtocolVersion;
  readonly peer?: Peer;
};

export class PlatformScene extends ControlledScene {
  readonly platform: Platform;

  constructor({ registry = DEMO, settings, services, file, instrument }: SceneOptions = {}) {
    const platform = new Platform({
      diagnose: () => diagnose,
      registry,
      settings: { ...DEFAULT_PLATFORM_SETTINGS, ...settings },
      origin: 1_700_000_000_000,
      seed: 1,
      entropy: new Uint8Array(32).fill(7),
      ...(services && { services }),
      file,
    });
    super({ ...instrument, platform });
    this.platform = platform;
  }

  /** Sends CONNECT; the answer can be taken. MQTT 3.1.1, Clean Session 0, unless given otherwise. */
  try(connect: Connecting): Wire {
    const { version = 4, peer = LOCAL_PEER, ...rest } = connect;
    const wire = this.open(version, peer);
    return wire.send(
      connectPacket(rest.clientId ?? '', { version, keepAlive: 60, cleanStart: false, ...rest }),
    );
  }

  /** An accepted device. */
  device(device: Device, signing: Signing = {}, connecting: Connecting = {}): Wire {
    const wire = this.try({ ...signed(device, signing), ...connecting });
    const [connack, ...rest] = wire.take();
    if (connack?.type !== 'connack' || connack.reasonCode !== 0) {
      throw new Error(`The device was not let in: ${JSON.stringify(connack)}.`);
    }
    wire.connack = connack;
    wire.putBack(rest);
    return wire;
  }

  /** Return code of CONNACK; nothing may follow it. */
  returnCode(connect: Connecting): number {
    const [connack, ...rest] = this.try(connect).take();
    if (connack?.type !== 'connack' || rest.length > 0) throw new Error('No CONNACK alone.');
    return connack.reasonCode;
  }
}

/** Fields of a correctly signed CONNECT. */
export function signed(
  device: Device,
  signing: Signing = {},
): { clientId: string; userName: string; password: Uint8Array } {
  const { clientId, username, password } = signIn({
    clientIdBase: 'mac',
    signMethod: 'hmacsha1',
    secureMode: 3,
    timestamp: '1',
    ...device,
    ...signing,
  });
  return { clientId, userName: username, password: encodeUtf8(password) };
}

/** A demo device by index: three sensors, then two locks. */
export function demoDevice(place: number): Device {
  const device = DEMO.devices[place];
  if (device === undefined) throw new Error(`There is no device ${place}.`);
  return device;
}
