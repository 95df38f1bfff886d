import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { encode } from '../mqtt/codec/encode.ts';
import { dissect } from '../mqtt/dissect/dissect.ts';
import { maskRanges, Secrets } from '../mqtt/secrets/secrets.ts';
import { deliveries } from './deliveries.ts';

const known = new Secrets([deliveries]);
const nobodys = new Secrets([]);

function shown(topic: string, message: string, secrets = known): string | undefined {
  return decodeUtf8(secrets.maskMessage(topic, encodeUtf8(message)));
}

const MESSAGE = '{"deviceName":"lamp","deviceSecret":"abc\\"def"}';
const HIDDEN = '{"deviceName":"lamp","deviceSecret":"********"}';

describe('messages with secrets from the platform', () => {
  it.each(['/ext/register', '/sys/pk/dn/thing/sub/register_reply', '/sys/pk/dn/thing/proxy/x'])(
    'are shown without them: %s',
    (topic) => {
      expect(shown(topic, MESSAGE)).toBe(HIDDEN);
      // A secret that no other module knows.
      expect(shown(topic, MESSAGE, nobodys)).toBe(MESSAGE);
    },
  );

  it.each(['ext/register', '/sys/pk/dn/thing/event/property/post', '/pk/dn/user/register'])(
    'exclude others: %s',
    (topic) => expect(shown(topic, MESSAGE)).toBe(MESSAGE),
  );

  it('hide other members that are named like a secret', () => {
    const message = '{"deviceName":"lamp","data":{"api_key":"abc","token":{"author":"eve"}}}';
    expect(shown('/ext/register', message)).toBe(message.replace('abc', '***'));
    expect(shown('/ext/registry', '{"deviceName":"lamp"}')).toContain('lamp');
  });

  it('are hidden completely if the position of the secret is unknown', () => {
    expect(shown('/ext/register', 'deviceSecret abc')).toMatch(/^\*+$/);
    expect(shown('/ext/register', '{device\\u0053ecret:"abc"}')).toMatch(/^\*+$/);
    expect(shown('/ext/register', '{"deviceSecret":["abc"]}')).toMatch(/^\*+$/);
    expect(shown('/ext/register', '{"deviceName":"lamp"}')).toContain('lamp');
  });

  it('may have an unknown topic', () => {
    const [place] = deliveries.secretsIn(undefined, encodeUtf8(MESSAGE));
    expect(place).toEqual({ offset: 37, length: 8 });
    expect(deliveries.secretsIn(undefined, Uint8Array.of(0xff, 0xfe))).toEqual([]);
  });

  it('are hidden in a packet, also if its alias is unknown', () => {
    const bytes = encode(
      {
        type: 'publish',
        dup: false,
        qos: 0,
        retain: false,
        topic: '',
        properties: [{ name: 'topicAlias', value: 3 }],
        payload: encodeUtf8(MESSAGE),
      },
      5,
    );
    const dissection = dissect(bytes, {
      version: 5,
      sender: 'server',
      topicAlias: () => undefined,
    });
    const ranges = known.ranges(bytes, dissection, undefined);
    expect(decodeUtf8(maskRanges(bytes, ranges).subarray(-MESSAGE.length))).toBe(HIDDEN);
    expect(nobodys.ranges(bytes, dissection, undefined)).toEqual([]);
  });
});
