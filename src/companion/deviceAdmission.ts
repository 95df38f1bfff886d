/** How those who sign in as devices of Alibaba Cloud IoT are judged. */
import type { Devices } from '../alibaba/devices.ts';
import { isDeviceSignIn, parseUserName } from '../alibaba/identity.ts';
import { reachesOtherDevices } from '../alibaba/topics.ts';
import { verifyDevice } from '../alibaba/verify.ts';
import type { Client, Hooks, Verdict } from '../broker/options.ts';
import type { ConnectPacket } from '../mqtt/packet.ts';

export type JudgeDevice = (packet: ConnectPacket) => Verdict | undefined;

/** Without a list of devices, nobody who signs in as one may connect. */
const NO_DEVICES: Verdict = {
  reasonCode: 0x86,
  returnCode: 4,
  reasonString: 'This is the sign-in of a device, and the companion knows none (see --alibaba)',
};

/** Undefined for whoever does not sign in as a device. */
export function judgeDevices(known: Devices | undefined): JudgeDevice {
  return ({ clientId, userName, password }) => {
    if (!isDeviceSignIn(clientId, userName)) return undefined;
    if (known === undefined) return NO_DEVICES;
    const verdict = verifyDevice({ clientId, userName, password }, known);
    if (verdict.ok) return 'ok';
    const { reasonCode, returnCode, why } = verdict;
    return { reasonCode, returnCode, reasonString: why };
  };
}

const OTHER_DEVICE: Verdict = {
  reasonCode: 0x87,
  reasonString: 'A device may use its own topics only: product key and device name must be its own',
};

/** A device keeps to the platform's topics that carry its own name; other clients are not judged. */
export const deviceTopics: Required<Pick<Hooks, 'authorisePublish' | 'authoriseSubscribe'>> = {
  authorisePublish: (client, topic) => judgeTopic(client, topic),
  authoriseSubscribe: (client, { filter }) => judgeTopic(client, filter),
};

function judgeTopic({ id, userName }: Client, topic: string): Verdict {
  if (!isDeviceSignIn(id, userName)) return 'ok';
  const device = parseUserName(userName ?? '');
  return device !== undefined && reachesOtherDevices(topic, device) ? OTHER_DEVICE : 'ok';
}
