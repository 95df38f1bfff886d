/** Wrong values of the signed fields that the search for a mistake tries, likeliest first. */
import { type FoundMistake, found } from './mistakes.ts';
import { type DeviceIdentity, type NamedValue, signContentOf, signedFields } from './sign.ts';
import type { Fields, Try } from './tries.ts';
import { wrapped } from './wrappings.ts';

/** The parts of a sign-in, as far as it is readable. */
export interface SignInParts extends DeviceIdentity {
  /** The client id as sent. */
  readonly clientId: string;
  readonly userName: string;
  /** Parameters of the tail. */
  readonly parameters: readonly NamedValue[];
}

/** Texts near the credentials that may have been signed. */
export interface NearbyTexts {
  readonly timestamps: readonly string[];
  readonly clientIds: readonly string[];
}

export function* fieldTries(parts: SignInParts, nearby: NearbyTexts): Generator<Try> {
  yield* timestamps(parts, nearby.timestamps);
  yield* clientIds(parts, nearby.clientIds);
  yield* names(parts);
  yield* tailParameters(parts);
  for (const [field, value] of signedFields(parts)) {
    for (const { found: around, text } of wrapped(value)) {
      yield tried(found('wrapped', { field, found: around }), withField(parts, field, text));
    }
    for (const placeholder of placeholders(field).filter((one) => one !== value)) {
      const args = { name: field, found: JSON.stringify(placeholder) };
      yield tried(found('placeholder-signed', args), withField(parts, field, placeholder));
    }
  }
}

const tried = (mistake: FoundMistake, fields: Fields): Try => ({
  mistake,
  text: signContentOf(fields),
});

/** The same fields with one value replaced or removed. */
function withField(parts: SignInParts, name: string, value: string | undefined): Fields {
  const others = signedFields(parts).filter(([field]) => field !== name);
  return value === undefined ? others : [...others, [name, value]];
}

/** The vendor's C packages sign this at every start: the year 2050. */
const CONSTANT_TIMESTAMP = '2524608000000';

function* timestamps(parts: SignInParts, nearby: readonly string[]): Generator<Try> {
  const { timestamp: sent } = parts;
  const signed = (timestamp: string) => withField(parts, 'timestamp', timestamp);
  if (sent === undefined) {
    for (const [name, value] of parts.parameters.filter(isTimestamp)) {
      yield tried(found('tail-name-case', { found: name, meant: 'timestamp' }), signed(value));
    }
    for (const one of new Set([...nearby, CONSTANT_TIMESTAMP])) {
      yield tried(found('timestamp-not-sent', { signed: one }), signed(one));
    }
    return;
  }
  yield tried(found('timestamp-not-signed', {}), withField(parts, 'timestamp', undefined));
  for (const one of new Set([...nearby, CONSTANT_TIMESTAMP, ...otherTimes(sent)])) {
    if (one !== sent) {
      yield tried(found('other-timestamp-signed', { signed: one, sent }), signed(one));
    }
  }
}

const isTimestamp = ([name]: NamedValue): boolean => name.toLowerCase() === 'timestamp';

/** ms around the sent time: a program that reads the clock twice. */
const NEARBY = 300;

/** The same time in other units and number types, and the times near it. */
function* otherTimes(sent: string): Generator<string> {
  if (!/^[1-9]\d{9,14}$/.test(sent)) return;
  const time = Number(sent);
  yield* [sent.slice(0, -3), `${sent}000`, `${sent.slice(0, -3)}000`, String(time / 1000)];
  yield* [String(BigInt.asUintN(32, BigInt(sent))), String(BigInt.asIntN(32, BigInt(sent)))];
  yield* [`${sent}.0`, time.toPrecision(6), time.toExponential(), time.toExponential(6)];
  if (sent.length === SECONDS_DIGITS) {
    for (let ms = 0; ms < 1000; ms++) yield sent + String(ms).padStart(3, '0');
  }
  for (let distance = 1; distance <= NEARBY; distance++) {
    yield String(time + distance);
    yield String(time - distance);
  }
}

const SECONDS_DIGITS = 10;

/** End that the vendor's package for Node appends to the base. */
const ADDED_END = '_aliyun-iot-device-sdk-js';

function* clientIds(parts: SignInParts, nearby: readonly string[]): Generator<Try> {
  const { clientIdBase: base, clientId, productKey: pk, deviceName: dn } = parts;
  for (const whole of new Set([clientId, clientId.replace(/\|$/, '')])) {
    yield tried(found('whole-client-id-signed', {}), withField(parts, 'clientId', whole));
  }
  const others = new Set([
    ...nearby,
    `${pk}.${dn}`,
    `${pk}&${dn}`,
    `${dn}&${pk}`,
    pk + dn,
    dn,
    pk,
    base + ADDED_END,
    // Libraries append various ends.
    ...Array.from(base.slice(1), (_unit, at) => base.slice(0, base.length - 1 - at)),
    base.trim(),
    base.replace(/[:-]/g, ''),
    '12345',
  ]);
  for (const other of others) {
    if (other === base) continue;
    const args = { signed: JSON.stringify(other), sent: JSON.stringify(base) };
    yield tried(found('other-client-id-signed', args), withField(parts, 'clientId', other));
  }
}

function* names(parts: SignInParts): Generator<Try> {
  const { productKey: pk, deviceName: dn, userName } = parts;
  yield tried(
    found('names-swapped', {}),
    signedFields({ ...parts, productKey: dn, deviceName: pk }),
  );
  const fields = signedFields(parts);
  for (const [name, value] of fields) {
    for (const other of [value.toLowerCase(), value.toUpperCase()]) {
      yield tried(found('case-signed', { name }), withField(parts, name, other));
    }
    if (name !== 'timestamp') {
      yield tried(found('field-left-out', { name }), withField(parts, name, undefined));
    }
  }
  for (const joined of [userName, `${pk}.${dn}`, `${pk}&${dn}`, `${pk}_${dn}`]) {
    for (const name of ['deviceName', 'productKey']) {
      const args = { name, signed: joined };
      yield tried(found('other-value-signed', args), withField(parts, name, joined));
    }
  }
  const [random] = parts.parameters.filter(([name]) => name === 'random');
  if (random !== undefined) {
    const both: Fields = [['deviceName', dn], ['productKey', pk], random];
    yield tried(found('registration-signed', {}), both);
  }
}

/** Parameters of the tail among the fields, or after them. */
function* tailParameters(parts: SignInParts): Generator<Try> {
  const right = signedFields(parts);
  const own = parts.parameters.filter(([name]) => name !== 'timestamp');
  const modes = own.filter(([name]) => /^(?:securemode|signmethod)$/i.test(name));
  for (const more of [modes, own, ...own.map((one) => [one])]) {
    if (more.length === 0) continue;
    const mistake = found('tail-parameters-signed', {
      names: more.map(([name]) => name).join(', '),
    });
    yield tried(mistake, [...right, ...more]);
    yield { mistake, text: signContentOf(right) + signContentOf(more) };
  }
}

/** Templates that were not filled in, and texts of programs for a missing value. */
function placeholders(name: string): readonly string[] {
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  const templates = [name, capital].flatMap((one) => [
    `\${${one}}`,
    `{${one}}`,
    `{{${one}}}`,
    `<${one}>`,
  ]);
  return [...templates, `your${capital}`, 'undefined', 'null', 'None', 'nil', '(null)', '%s', ''];
}
