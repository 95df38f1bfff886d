import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deepLink, parseDeepLink } from './deepLink.ts';

describe('a deep link', () => {
  test('fills every field that it names', () => {
    const link = parseDeepLink(
      '#/connect?url=ws://127.0.0.1:9001/mqtt&subscribe=sensors/+/temp&subscribe=$SYS/#&qos=2&v=4&go=1',
    );
    expect(link).toEqual({
      url: 'ws://127.0.0.1:9001/mqtt',
      filters: ['sensors/+/temp', '$SYS/#'],
      qos: 2,
      version: 4,
      go: true,
      notes: [],
    });
  });

  test('a plus is a plus, and # and %23 both mean #', () => {
    expect(parseDeepLink('#/connect?subscribe=#&subscribe=%23&subscribe=a%2Bb')?.filters).toEqual([
      '#',
      '#',
      'a+b',
    ]);
  });

  test('rejects other addresses', () => {
    expect(parseDeepLink('')).toBeUndefined();
    expect(parseDeepLink('#/')).toBeUndefined();
    expect(parseDeepLink('#/connected?url=ws://a')).toBeUndefined();
  });

  test('opens an empty editor without a query', () => {
    expect(parseDeepLink('#/connect')).toMatchObject({ url: undefined, filters: [], go: false });
  });

  test('a value may hold an equals sign', () => {
    expect(parseDeepLink('#/connect?url=ws://h/mqtt?a=b')?.url).toBe('ws://h/mqtt?a=b');
  });

  test('ignores secrets, and says so without repeating them', () => {
    const link = parseDeepLink('#/connect?url=ws://h&password=hunter2&deviceSecret=abc');
    expect(link?.notes).toEqual([
      { kind: 'secret-ignored', name: 'password' },
      { kind: 'secret-ignored', name: 'deviceSecret' },
    ]);
    expect(JSON.stringify(link)).not.toContain('hunter2');
  });

  test.each(['7', '', '1.0', 'x'])('ignores QoS %j, and says so', (value) => {
    const link = parseDeepLink(`#/connect?qos=${value}`);
    expect(link?.qos).toBe(0);
    expect(link?.notes).toEqual([{ kind: 'value-ignored', name: 'qos', value }]);
  });

  test.each([
    ['3', 3],
    ['4', 4],
    ['5', 5],
    ['2', undefined],
  ] as const)('v=%s is %s', (value, version) => {
    expect(parseDeepLink(`#/connect?v=${value}`)?.version).toBe(version);
  });

  test('never throws, whatever the text', () => {
    expect(parseDeepLink('#/connect?url=%E0%A4%A')?.url).toBe('%E0%A4%A');
    fc.assert(
      fc.property(
        fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units)),
        (text) => {
          const link = parseDeepLink(`#/connect?${text}`);
          return link === undefined || link.qos >= 0;
        },
      ),
    );
  });

  test('accepts any percent-encoded filter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (filter) => {
        const link = parseDeepLink(`#/connect?subscribe=${encodeURIComponent(filter)}`);
        expect(link?.filters).toEqual([filter]);
      }),
    );
  });
});

describe('a written link', () => {
  test('is readable, and survives a round trip', () => {
    const parts = {
      url: 'ws://127.0.0.1:9001/mqtt?a=b',
      filters: ['sensors/+/temp', '$SYS/#'],
      qos: 1,
      version: 5,
      displayFilter: 'topic ~ "a/#" && qos > 0 and "100 %" or a+b',
    } as const;
    const hash = deepLink(parts);
    expect(hash).toContain('url=ws://127.0.0.1:9001/mqtt?a=b&subscribe=sensors/%2B/temp');
    expect(parseDeepLink(hash)).toEqual({ ...parts, go: false, notes: [] });
  });

  test('holds any filter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (displayFilter) => {
        const none = { url: undefined, filters: [], qos: 0, version: undefined } as const;
        expect(parseDeepLink(deepLink({ ...none, displayFilter }))).toMatchObject({
          displayFilter,
        });
      }),
    );
  });
});
