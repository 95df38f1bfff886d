import { expect, test } from 'vitest';
import { topicMeaning } from './topicMeaning.ts';

const DEVICE = { productKey: 'a1B2c3D4e5F', deviceName: 'lamp' };

test('topics that only resemble the device’s are ignored unless they are its own', () => {
  const kind = (topic: string) => topicMeaning(topic, DEVICE)?.kind;
  expect(kind('/a1B2c3D4e5F/lamp/user/get')).toBe('custom');
  expect(kind('/a/b/c')).toBeUndefined();
  expect(kind('sensors/a/b')).toBeUndefined();
  expect(kind('/broadcast/a1B2c3D4e5F/all')).toBe('broadcast');
  expect(kind('/broadcast/other/all')).toBeUndefined();
  expect(topicMeaning('/sys/x/y/thing/event/property/post', undefined)?.kind).toBe('property-post');
});
