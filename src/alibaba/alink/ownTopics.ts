/** Topics that nearly every device uses, to choose instead of typing them. */
import { requestTopic } from './alinkTopic.ts';
import type { DeviceName } from './deviceName.ts';

export interface OwnTopic {
  readonly topic: string;
  /** The part after the names that all of them have. */
  readonly short: string;
}

/** @param events identifiers of the thing model's events, which the device publishes */
export function ownTopics(
  device: DeviceName,
  use: 'publish' | 'subscribe',
  events: readonly string[] = [],
): readonly OwnTopic[] {
  const { productKey, deviceName } = device;
  const custom = (short: string) => ({ topic: `/${productKey}/${deviceName}/${short}`, short });
  const post = requestTopic(device, 'property-post');
  return use === 'publish'
    ? [
        custom('user/update'),
        system(post),
        ...events.map((event) => system(requestTopic(device, 'event-post', event))),
        { topic: requestTopic(device, 'ntp'), short: 'ntp/request' },
        { topic: requestTopic(device, 'shadow'), short: 'shadow/update' },
      ]
    : [
        custom('user/get'),
        system(requestTopic(device, 'property-set')),
        system(`${post}_reply`),
        system(requestTopic(device, 'service', '+')),
      ];
}

/** `property/set` of `/sys/{productKey}/{deviceName}/thing/service/property/set`. */
const system = (topic: string): OwnTopic => ({ topic, short: topic.split('/').slice(5).join('/') });
