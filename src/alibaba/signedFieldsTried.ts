/** Wrong sets of fields to sign that the search for a mistake tries. */

import { type FieldsTried, type SignInSaid, tried, withField } from './fieldsTried.ts';
import { found } from './mistakes.ts';
import { REGIONS } from './regions.ts';
import { type NamedValue, signedFields } from './sign.ts';
import type { Fields } from './signedTexts.ts';
import { unfilled } from './unfilledTemplates.ts';

/** The vendor's C packages sign this at every start: the year 2050. */
const CONSTANT_TIMESTAMP = '2524608000000';

function timestamps(said: SignInSaid, known: readonly string[]): readonly FieldsTried[] {
  const sent = said.timestamp;
  const others = [...new Set([...known, CONSTANT_TIMESTAMP])].filter((one) => one !== sent);
  const signed = (timestamp: string) => withField(said, 'timestamp', timestamp);
  if (sent === undefined) {
    const unsent = said.parameters.flatMap(([name, value]) =>
      name.toLowerCase() === 'timestamp'
        ? [tried(found('tail-name-case', { found: name, meant: 'timestamp' }), signed(value), true)]
        : [],
    );
    return [
      ...unsent,
      ...others.map((one) =>
        tried(found('timestamp-not-sent', { signed: one }), signed(one), true),
      ),
      ...['', 'undefined', 'null', '0'].map((one) =>
        tried(found('timestamp-empty-signed', { signed: `timestamp${one}` }), signed(one)),
      ),
    ];
  }
  const units = /^\d{10,}$/.test(sent)
    ? [sent.slice(0, -3), `${sent}000`, `${sent.slice(0, -3)}000`, inSeconds(sent)]
    : [`${sent}000`];
  return [
    tried(found('timestamp-not-signed', {}), withField(said, 'timestamp', undefined), true),
    ...others.map((one) =>
      tried(found('timestamp-of-another-start', { signed: one, sent }), signed(one), true),
    ),
    ...units.map((one) => tried(found('timestamp-in-seconds', { signed: one, sent }), signed(one))),
    ...floats(sent).map((one) =>
      tried(found('timestamp-as-float', { signed: one, sent }), signed(one)),
    ),
    ...in32Bits(sent).map((one) =>
      tried(found('timestamp-32-bit', { signed: one, sent }), signed(one)),
    ),
    ...before32Bits(sent).map((one) =>
      tried(found('timestamp-32-bit-sent', { signed: one, sent }), signed(one)),
    ),
    ...['', 'undefined', 'null', '0', 'NaN'].map((one) =>
      tried(found('timestamp-empty-signed', { signed: `timestamp${one}` }), signed(one)),
    ),
  ];
}

/** With a fraction, as Python prints `time.time()`. */
function inSeconds(ms: string): string {
  return `${ms.slice(0, -3)}.${ms.slice(-3)}`.replace(/0{1,2}$/, '');
}

/**
 * A number printed from a float with any precision: %g and %e of C and Lua, Java, and defaults of languages.
 */
function floats(sent: string): readonly string[] {
  if (!/^\d{6,15}$/.test(sent)) return [];
  const value = Number(sent);
  const written = Array.from(sent, (_digit, precision) => value.toExponential(precision));
  const forms = [...written, ...written.map((form) => form.replace(/\.?0*e/, 'e'))].flatMap(
    (form) => [form, form.replace(/e\+(\d)$/, 'e+0$1')],
  );
  const java = value.toExponential().replace('e+', 'E');
  const javaWhole = java.includes('.') ? java : java.replace('E', '.0E');
  const upper = forms.map((form) => form.toUpperCase());
  return [...new Set([...forms, ...upper, javaWhole, `${sent}.0`, `${sent}.000000`])];
}

/** The value in a program whose integers are too short for milliseconds. */
function in32Bits(sent: string): readonly string[] {
  if (!/^\d{10,15}$/.test(sent)) return [];
  const value = BigInt(sent);
  return [String(BigInt.asUintN(32, value)), String(BigInt.asIntN(32, value))].filter(
    (one) => one !== sent,
  );
}

/** Range of milliseconds since 1970 in which the devices have existed. */
const EARLIEST = 1_400_000_000_000n;
const LATEST = 2_200_000_000_000n;

/** Times that a program with short integers sends in this form, although it signs the full value. */
function before32Bits(sent: string): readonly string[] {
  if (!/^-?\d{1,10}$/.test(sent)) return [];
  const low = BigInt.asUintN(32, BigInt(sent));
  const times: string[] = [];
  for (let high = EARLIEST >> 32n; high <= LATEST >> 32n; high++) {
    times.push(String((high << 32n) | low));
  }
  return times;
}

/** Ends that libraries append to the base. */
const ADDED_ENDS = ['_aliyun-iot-device-sdk-js'];

function clientIds(said: SignInSaid, known: readonly string[]): readonly FieldsTried[] {
  const { clientIdBase: base, clientId, productKey: pk, deviceName: dn } = said;
  const bar = clientId.indexOf('|');
  const whole = new Set([
    clientId,
    clientId.replace(/\|$/, ''),
    clientId.replaceAll('|', ''),
    clientId.slice(0, bar + 1),
    clientId.slice(bar),
  ]);
  const shorter = ADDED_ENDS.filter((end) => base.endsWith(end)).map((end) =>
    base.slice(0, -end.length),
  );
  const others = new Set([
    ...known.filter((one) => one !== base),
    ...shorter,
    `${pk}.${dn}`,
    `${pk}&${dn}`,
    `${dn}&${pk}`,
    `${dn}.${pk}`,
    `${pk}_${dn}`,
    pk + dn,
    dn + pk,
    dn,
    pk,
    ...ADDED_ENDS.map((end) => base + end),
    base.replace(/[:-]/g, ''),
    // Libraries append various ends, often random ones.
    ...Array.from(base.slice(1), (_unit, at) => base.slice(0, base.length - 1 - at)),
    '12345',
    'undefined',
    'null',
    '',
  ]);
  const trimmed = base.trim();
  return [
    ...[...whole].map((one) =>
      tried(
        found('whole-client-id-signed', {}),
        withField(said, 'clientId', one),
        one === clientId,
      ),
    ),
    tried(
      found('client-id-blank-around', {}),
      withField(said, 'clientId', trimmed),
      trimmed !== base,
    ),
    ...[...others].map((one) =>
      tried(
        found('other-client-id-signed', {
          signed: JSON.stringify(one),
          sent: JSON.stringify(base),
        }),
        withField(said, 'clientId', one),
        one === dn || one === `${pk}.${dn}` || one === `${pk}&${dn}`,
      ),
    ),
  ];
}

function names(said: SignInSaid): readonly FieldsTried[] {
  const { productKey: pk, deviceName: dn, clientIdBase: base } = said;
  const values = { clientId: base, deviceName: dn, productKey: pk } as const;
  const fields = ['productKey', 'deviceName', 'clientId'] as const;
  const change = (
    mistake: 'names-lower-case' | 'names-upper-case',
    altered: (text: string) => string,
  ): readonly FieldsTried[] => [
    ...fields.map((name) =>
      tried(found(mistake, { name }), withField(said, name, altered(values[name]))),
    ),
    tried(
      found(mistake, { name: 'productKey, deviceName' }),
      signedFields({ ...said, productKey: altered(pk), deviceName: altered(dn) }),
    ),
    tried(
      found(mistake, { name: 'clientId, deviceName, productKey' }),
      signedFields({
        ...said,
        clientIdBase: altered(base),
        productKey: altered(pk),
        deviceName: altered(dn),
      }),
    ),
  ];
  return [
    tried(
      found('names-swapped', {}),
      signedFields({ ...said, productKey: dn, deviceName: pk }),
      true,
    ),
    ...change('names-lower-case', (text) => text.toLowerCase()),
    ...change('names-upper-case', (text) => text.toUpperCase()),
    ...fields.map((name) =>
      tried(
        found('field-left-out', { name }),
        withField(said, name, undefined),
        name === 'clientId',
      ),
    ),
    ...(['deviceName', 'productKey'] as const).map((name) =>
      tried(found('user-name-signed', { name }), withField(said, name, said.userName)),
    ),
    ...['.', '_', '-', '/', '&'].map((mark) => {
      const signed = `${pk}${mark}${dn}`;
      const args = { name: 'deviceName', signed };
      return tried(found('names-joined-signed', args), withField(said, 'deviceName', signed));
    }),
  ];
}

function tailParameters(said: SignInSaid): readonly FieldsTried[] {
  const own = said.parameters.filter(([name]) => name !== 'timestamp');
  if (own.length === 0) return [];
  const right = signedFields(said);
  const [lastName, lastValue] = right.at(-1) ?? ['', ''];
  const withThem = (more: readonly NamedValue[]): readonly FieldsTried[] => {
    const isMode = more.every(([name]) => /^(securemode|signmethod)$/i.test(name));
    const mistake = isMode ? 'securemode-signed' : 'tail-parameters-signed';
    const args = { names: more.map(([name]) => name).join(', ') };
    const behind = lastValue + more.map(([name, value]) => name + value).join('');
    return more.length === 0
      ? []
      : [
          tried(found(mistake, args), [...right, ...more], isMode),
          tried(found(mistake, args), withField(said, lastName, behind)),
        ];
  };
  const modes = own.filter(([name]) => /^(securemode|signmethod)$/i.test(name));
  const method = own.filter(([name]) => name === 'signmethod');
  const camel = method.map(([, value]): NamedValue => ['signMethod', value]);
  const camelModes = own
    .filter(([name]) => name === 'securemode')
    .map(([, value]): NamedValue => ['secureMode', value]);
  return [
    ...withThem(modes),
    ...withThem(own),
    ...own.flatMap((one) => withThem([one])),
    ...withThem(own.filter((one) => !modes.includes(one))),
    ...withThem(camel),
    ...withThem(camelModes),
    ...withThem([...camelModes, ...camel]),
  ];
}

function places(said: SignInSaid): readonly FieldsTried[] {
  const fields = signedFields(said);
  const [lastName, lastValue] = fields.at(-1) ?? ['', ''];
  return REGIONS.flatMap(({ id }) => {
    const host = `${said.productKey}.iot-as-mqtt.${id}.aliyuncs.com`;
    return [
      ...['regionId', 'region'].flatMap((name) => [
        tried(found('region-signed', { found: name + id }), [...fields, [name, id]]),
        tried(
          found('region-signed', { found: name + id }),
          withField(said, lastName, lastValue + name + id),
        ),
      ]),
      tried(found('region-signed', { found: host }), withField(said, 'productKey', host)),
    ];
  });
}

function registrations(said: SignInSaid): readonly FieldsTried[] {
  const both: Fields = [
    ['deviceName', said.deviceName],
    ['productKey', said.productKey],
  ];
  return said.parameters
    .filter(([name]) => name === 'random')
    .map(([name, value]) => tried(found('registration-signed', {}), [...both, [name, value]]));
}

/** Known facts besides the sign-in itself. */
export interface KnownTexts {
  /** Times that may have been signed. */
  readonly timestamps: readonly string[];
  readonly clientIds: readonly string[];
}

/** All wrong sets of fields, likeliest first. */
export function wrongFields(said: SignInSaid, known: KnownTexts): readonly FieldsTried[] {
  return [
    ...timestamps(said, known.timestamps),
    ...clientIds(said, known.clientIds),
    ...names(said),
    ...unfilled(said),
    ...tailParameters(said),
    ...registrations(said),
    ...places(said),
  ];
}
