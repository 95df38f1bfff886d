/** Messages that the cloud sends when it offers a file: prepared for editing, because there is no such file here. */
import { methodOf, requestTopic } from '../../../../alibaba/alink/alinkTopic.ts';
import type { DeviceName } from '../../../../alibaba/alink/deviceName.ts';

export interface Push {
  readonly topic: string;
  readonly payload: string;
}

const text = (message: object): string => JSON.stringify(message, null, 2);

export function otaPush(device: DeviceName): Push {
  const md5 = '0'.repeat(32);
  const url = 'https://example.com/firmware.bin';
  const data = { size: 1024, version: '2.0.0', url, md5, sign: md5, signMethod: 'Md5' };
  return {
    topic: requestTopic(device, 'ota-upgrade'),
    payload: text({ code: '1000', data, id: 1, message: 'success' }),
  };
}

export function configPush(device: DeviceName): Push {
  const topic = requestTopic(device, 'config-push');
  const params = {
    configId: '1',
    configSize: 1024,
    sign: '0'.repeat(64),
    signMethod: 'Sha256',
    url: 'https://example.com/config.json',
    getType: 'file',
  };
  return {
    topic,
    payload: text({ id: '1', version: '1.0', method: methodOf(topic), params }),
  };
}
