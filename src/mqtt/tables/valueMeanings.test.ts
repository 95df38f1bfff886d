import { expect, test } from 'vitest';
import type { Property } from './properties.ts';
import { propertyMeaning } from './valueMeanings.ts';

test.each<[Property, ReturnType<typeof propertyMeaning>]>([
  [
    { name: 'payloadFormatIndicator', value: 1 },
    { key: 'payload-format', args: { value: 1 } },
  ],
  [
    { name: 'sessionExpiryInterval', value: 60 },
    { key: 'seconds', args: { seconds: 60 } },
  ],
  [
    { name: 'messageExpiryInterval', value: 61 },
    { key: 'seconds', args: { seconds: 61 } },
  ],
  [
    { name: 'willDelayInterval', value: 62 },
    { key: 'seconds', args: { seconds: 62 } },
  ],
  [
    { name: 'serverKeepAlive', value: 63 },
    { key: 'seconds', args: { seconds: 63 } },
  ],
  [
    { name: 'maximumPacketSize', value: 64 },
    { key: 'bytes', args: { bytes: 64 } },
  ],
  [
    { name: 'maximumQoS', value: 1 },
    { key: 'qos', args: { qos: 1 } },
  ],
  [
    { name: 'retainAvailable', value: 0 },
    { key: 'yes-no', args: { value: 0 } },
  ],
  [
    { name: 'wildcardSubscriptionAvailable', value: 1 },
    { key: 'yes-no', args: { value: 1 } },
  ],
  [
    { name: 'requestProblemInformation', value: 0 },
    { key: 'yes-no', args: { value: 0 } },
  ],
  [{ name: 'topicAlias', value: 1 }, undefined],
  [{ name: 'receiveMaximum', value: 5 }, undefined],
])('the meaning of a property: %j', (property, meaning) => {
  expect(propertyMeaning(property)).toEqual(meaning);
});

test('a session expiry of 0xFFFFFFFF seconds means never (3.1.2.11.2)', () => {
  const never = propertyMeaning({ name: 'sessionExpiryInterval', value: 0xffff_ffff });
  const later = propertyMeaning({ name: 'messageExpiryInterval', value: 0xffff_ffff });
  expect([never?.key, later?.key]).toEqual(['never-expires', 'seconds']);
});
