import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { controlsIn, visibleName, visibleText } from './visibleText.ts';

const TAGS = '\u{e0074}\u{e0065}\u{e0073}\u{e0074}';

test('splits a visible text at its control characters', () => {
  expect(controlsIn(visibleText('a/\r\0b\x7f c'))).toEqual([
    'a/',
    { escape: String.raw`\r` },
    { escape: String.raw`\x00` },
    'b',
    { escape: String.raw`\x7f` },
    ' c',
  ]);
  expect(controlsIn('')).toEqual(['']);
});

describe('names that resemble stop', () => {
  it.each([
    ['st\u3164op', 'st⟨U+3164⟩op'],
    ['stop\u180e', 'stop⟨U+180E⟩'],
    ['stop\ufe0f', 'stop⟨U+FE0F⟩'],
    ['st\u2800op', 'st⟨U+2800⟩op'],
    ['st\u034fop', 'st⟨U+034F⟩op'],
    [`stop${TAGS}`, 'stop⟨U+E0074⟩⟨U+E0065⟩⟨U+E0073⟩⟨U+E0074⟩'],
    ['stop ', 'stop␠'],
    ['\u0455top', '\u0455⟨U+0455⟩top'],
    ['a\u2044stop', 'a\u2044⟨U+2044⟩stop'],
    ['st\u200bop', 'st⟨U+200B⟩op'],
    ['stop\u202e', 'stop⟨U+202E⟩'],
    ['st\u200dop', 'st⟨U+200D⟩op'],
    ['st\u200cop', 'st⟨U+200C⟩op'],
    ['stop\u00a0', 'stop⟨U+00A0⟩'],
    [
      'st\u043ep/\u0441\u043e\u0440 pump',
      'st\u043e⟨U+043E⟩p/\u0441⟨U+0441⟩\u043e⟨U+043E⟩\u0440⟨U+0440⟩ pump',
    ],
    ['температураC', 'температураC⟨U+0043⟩'],
    ['a  b', 'a ␠b'],
    [' a/ b', '␠a/␠b'],
    ['\u{1d42c}top', '\u{1d42c}⟨U+1D42C⟩top'],
    ['1\ufe0f', '1⟨U+FE0F⟩'],
    [
      'cmd/\u0441\u043e\u0440\u0443',
      'cmd/\u0441⟨U+0441⟩\u043e⟨U+043E⟩\u0440⟨U+0440⟩\u0443⟨U+0443⟩',
    ],
    ['\u0441\u043e\u0440', '\u0441⟨U+0441⟩\u043e⟨U+043E⟩\u0440⟨U+0440⟩'],
    ['cafe\u0301', 'cafe\u0301⟨U+0301⟩'],
    ['\u1100\u1161', '\u1100\u1161⟨U+1161⟩'],
    ['st\ua789op', 'st\ua789⟨U+A789⟩op'],
    ['\uff53top', '\uff53⟨U+FF53⟩top'],
    ['pump\uff11', 'pump\uff11⟨U+FF11⟩'],
    ['st\u2c9fp', 'st\u2c9f⟨U+2C9F⟩p'],
    ['\u217cight', '\u217c⟨U+217C⟩ight'],
    ['st\u0251rt', 'st\u0251⟨U+0251⟩rt'],
    ['\u0261o', '\u0261⟨U+0261⟩o'],
    ['l\u0131ght', 'l\u0131⟨U+0131⟩ght'],
    ['sto\u1d18', 'sto\u1d18⟨U+1D18⟩'],
    ['\u017ftop', '\u017f⟨U+017F⟩top'],
    ['😀\ufe0f\ufe0f', '😀\ufe0f⟨U+FE0F⟩'],
  ])('%j is distinguishable', (name, shown) => {
    expect(visibleName(name)).toBe(shown);
  });
});

test.each([
  'stop',
  'a/+/#',
  '$share/group one/a',
  'می‌خواهم/دما',
  'क्‍ष',
  '👨‍👩‍👧/👩🏽‍🚀/🏳️‍🌈/❤️/1️⃣',
  '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}',
  'завод/сор/оса',
  'датчик-temp/USB-порт',
  '车间/温度sensor1/Größe',
  'kΩ/Δt/µm/λ/α',
  'Θερμοκρασία',
  'ジム・センサー',
  'дом/кухня/свет',
  'café/Größe/ngày',
  '车间（一）/温度：①/m²/CO₂/℃',
  '1호기/온도',
  'ışık/değer',
  'ไฟ/ห้อง',
])('%s is shown unchanged', (name) => {
  expect(visibleName(name)).toBe(name);
  expect(visibleText(name)).toBe(name);
});

test('payloads keep their blanks and letters, and hide nothing', () => {
  expect(visibleText('a  b \u00a0\u0455top')).toBe('a  b \u00a0\u0455top');
  expect(visibleText('a\u202eb\u0000\n\u200b\u2066\u007f\u0085')).toBe(
    'a⟨U+202E⟩b␀␊⟨U+200B⟩⟨U+2066⟩␡⟨U+0085⟩',
  );
});

test('different names with ASCII or invisible characters are shown differently', () => {
  const unit = fc.constantFrom(
    'a',
    'b',
    ' ',
    '/',
    '\t',
    '\u200b',
    '\u200c',
    '\u200d',
    '\ufe0f',
    '\u202e',
    '\u3164',
    '\u00ad',
  );
  const name = fc.string({ unit, maxLength: 8 });
  fc.assert(
    fc.property(name, name, (one, other) => {
      expect(visibleName(one) === visibleName(other)).toBe(one === other);
      expect(visibleName(one)).not.toMatch(/[\p{Cc}\p{Default_Ignorable_Code_Point}]/u);
    }),
  );
});
