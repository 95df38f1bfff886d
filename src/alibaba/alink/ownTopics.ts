/** Topics that nearly every device uses, to choose instead of typing them. */
import { requestTopic } from './alinkTopic.ts';
import type { DeviceName } from './deviceName.ts';

export interface OwnTopic {
  readonly topic: string;
  /** The part after the names that all of them have. */
  readonly short: string;
}

export function ownTopics(device: DeviceName, use: 'publish' | 'subscribe'): readonly OwnTopic[] {
  const { productKey, deviceName } = device;
  const custom = (short: string) => ({ topic: `/${productKey}/${deviceName}/${short}`, short });
  const post = requestTopic(device, 'property-post');
  const topics =
    use === 'publish'
      ? [custom('user/update'), system(post)]
      : [
          custom('user/get'),
          system(requestTopic(device, 'property-set')),
          system(`${post}_reply`),
          system(requestTopic(device, 'service', '+')),
        ];
  return topics;
}

/** `property/set` of `/sys/{productKey}/{deviceName}/thing/service/property/set`. */
const system = (topic: string): OwnTopic => ({ topic, short: topic.split('/').slice(5).join('/') });
