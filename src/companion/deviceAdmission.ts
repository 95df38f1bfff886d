/** How those who sign in as devices of Alibaba Cloud IoT are judged. */
import type { Verdict } from '../broker/options.ts';
import type { ConnectPacket } from '../mqtt/packet.ts';
import type { Device } from './devices.ts';

const BAD_USER_NAME_OR_PASSWORD = 0x86;

/** By the tail of the client id or the user name's ampersand; these never count as ordinary users. */
function isDevice(packet: ConnectPacket): boolean {
  return /\|.*\|$/s.test(packet.clientId) || packet.userName?.includes('&') === true;
}

/** Undefined for whoever does not sign in as a device. Without a list, all devices are refused. */
export function judgeDevices(
  devices: readonly Device[] | undefined,
): (packet: ConnectPacket) => Verdict | undefined {
  return (packet) => {
    if (!isDevice(packet)) return undefined;
    void devices;
    return {
      reasonCode: BAD_USER_NAME_OR_PASSWORD,
      returnCode: 4,
      reasonString:
        'This client signs in as a device, and the companion knows no devices (see --alibaba)',
    };
  };
}
