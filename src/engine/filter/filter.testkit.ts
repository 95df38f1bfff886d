/** Arbitrary filters, and a second, simple implementation of their meaning. */
import fc from 'fast-check';
import { arbitraryFilter, arbitraryText } from '../../mqtt/tables/text.testkit.ts';
import { topicMatches } from '../../mqtt/tables/topics.ts';
import type { PacketReport } from '../files/report/packetReport.ts';
import { type Expression, type Literal, type Member, ORDERINGS } from './syntax/expression.ts';

const at = { from: 0, to: 0 };
const field = (name: string, steps: (string | number)[] = []) => ({ name, steps, at });

const number = (value: number): Literal => ({
  kind: 'number',
  value,
  text: String(value),
  unit: '',
  at,
});
const text = (value: string): Literal => ({ kind: 'text', value, at });
const word = (value: string): Literal => ({ kind: 'word', value, at });

const numberField = fc.constantFrom(
  'type',
  'mqtt.msgtype',
  'qos',
  'mqtt.qos',
  'id',
  'mqtt.msgid',
  'size',
  'stream',
  'no',
  'version',
  'mqtt.len',
  'mqtt.kalive',
  'mqtt.hdrflags',
  'mqtt.suback.qos',
  'mqtt.prop_number',
  'mqtt.connack.reason_code',
  'mqtt.topic_len',
  'mqtt.conflags',
  'mqtt.property_id',
);
const truthField = fc.constantFrom(
  'mqtt.retain',
  'mqtt.dupflag',
  'mqtt.conflag.cleansess',
  'mqtt.conack.flags.sp',
  'mqtt.conflag.willflag',
  'mqtt.subscription_options_nl',
  'mqtt.conflag.reserved',
  'mqtt.properties',
  'mqtt.will_properties',
);
const textField = fc.constantFrom(
  'topic',
  'mqtt.topic',
  'mqtt.clientid',
  'mqtt.willtopic',
  'mqtt.username',
  'mqtt.prop_key',
  'mqtt.prop_value',
  'mqtt.property.content_type',
  'mqtt.protoname',
);
const bytesField = fc.constantFrom('payload', 'mqtt.msg', 'mqtt.willmsg');

const someNumber = fc
  .oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 16 }) },
    fc.integer({ min: -2, max: 70_000 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  )
  .map(number);
const someText = fc
  .oneof(fc.constantFrom('a', 'a/b', 'c', 'MQTT', 't', '/', 'x', ''), arbitraryText(6))
  .map(text);
const ordering = fc.constantFrom(...ORDERINGS);
const equality = fc.constantFrom('==', '!=');
const someBytes = fc
  .uint8Array({ minLength: 2, maxLength: 4 })
  .map((bytes): Literal => ({ kind: 'bytes', value: [...bytes].map(hexByte).join(':'), at }));
const hexByte = (byte: number) => byte.toString(16).padStart(2, '0');

const compare = (
  name: string,
  operator: (Expression & { kind: 'compare' })['operator'],
  value: Literal,
): Expression => ({ kind: 'compare', field: field(name), operator, operatorAt: at, value });

const member: fc.Arbitrary<Member> = fc.oneof(
  someNumber.map((from): Member => ({ from })),
  fc.tuple(someNumber, someNumber).map(([from, to]): Member => ({ from, to })),
);

/** Simple regular expressions with the same meaning in JavaScript. */
const someRegex = fc.constantFrom('^a', 'b$', '[a-c]+', 't|x', '^$', '\\d', 'a.*b', '^(?:a|/)*$');

const comparison: fc.Arbitrary<Expression> = fc.oneof(
  fc.tuple(numberField, ordering, someNumber).map(([name, by, value]) => compare(name, by, value)),
  fc
    .tuple(truthField, equality, fc.boolean())
    .map(([name, by, value]) => compare(name, by, word(String(value)))),
  fc.tuple(textField, ordering, someText).map(([name, by, value]) => compare(name, by, value)),
  fc.tuple(bytesField, ordering, someBytes).map(([name, by, value]) => compare(name, by, value)),
  fc
    .tuple(fc.oneof(textField, bytesField), someText)
    .map(([name, value]) => compare(name, 'contains', value)),
  fc
    .tuple(fc.oneof(textField, bytesField), someRegex)
    .map(([name, value]) => compare(name, 'matches', text(value))),
  fc.tuple(textField, arbitraryFilter).map(([name, value]) => compare(name, '~', text(value))),
  fc
    .tuple(fc.constantFrom('==', '!='), fc.constantFrom('in', 'out'))
    .map(([by, value]) => compare('dir', by, word(value))),
  fc
    .oneof(numberField, truthField, textField, bytesField)
    .map((name): Expression => ({ kind: 'present', field: field(name) })),
  fc
    .tuple(numberField, fc.array(member, { minLength: 1, maxLength: 3 }))
    .map(([name, members]): Expression => ({ kind: 'in', field: field(name), members })),
);

/** Well-typed expressions over the fields of reports. */
export const arbitraryExpression: fc.Arbitrary<Expression> = fc.letrec<{ tree: Expression }>(
  (tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      { weight: 3, arbitrary: comparison },
      tie('tree').map((operand): Expression => ({ kind: 'not', operand })),
      fc
        .tuple(fc.constantFrom('and', 'or'), fc.array(tie('tree'), { minLength: 2, maxLength: 3 }))
        .map(([kind, operands]): Expression => ({ kind, operands })),
    ),
  }),
).tree;

const step = fc.oneof(
  arbitraryText(6).filter((name) => name !== ''),
  fc.integer({ min: 0, max: 99 }),
);
/** Expressions with arbitrary words and paths. */
export const arbitrarySyntax: fc.Arbitrary<Expression> = fc.oneof(
  arbitraryExpression,
  arbitraryText(8)
    .filter((said) => said !== '')
    .map((said): Expression => ({ kind: 'word', text: said })),
  fc.tuple(fc.array(step, { maxLength: 3 }), someText).map(([steps, value]): Expression => {
    const path = field('payload', steps);
    return { kind: 'compare', field: path, operator: '==', operatorAt: at, value };
  }),
  arbitraryText(8)
    .map((name): Expression => ({ kind: 'present', field: field('user', [name]) }))
    .filter((one) => one.kind === 'present' && one.field.steps[0] !== ''),
);

/** The tree without positions in the text. */
export function bare(expression: Expression | undefined): unknown {
  const drop = (key: string, value: unknown) =>
    key === 'at' || key === 'operatorAt' ? undefined : value;
  return expression && JSON.parse(JSON.stringify(expression, drop));
}

type Value = string | number | boolean | Buffer;

const SHORT: ReadonlyMap<string, string> = new Map([
  ['type', 'mqtt.msgtype'],
  ['qos', 'mqtt.qos'],
  ['id', 'mqtt.msgid'],
  ['topic', 'mqtt.topic'],
  ['payload', 'mqtt.msg'],
]);
const BYTES = new Set(['mqtt.msg', 'mqtt.willmsg']);

/** Values of a field in a report. */
function valuesIn(report: PacketReport, written: string): Value[] {
  const { size, stream, no, version, dir } = report;
  const columns = new Map<string, Value>(Object.entries({ size, stream, no, version, dir }));
  const column = columns.get(written);
  if (column !== undefined) return [column];
  const name = SHORT.get(written) ?? written;
  const found = report.fields[name];
  const list = found === undefined ? [] : [found].flat();
  return BYTES.has(name) ? list.map((value) => Buffer.from(String(value), 'hex')) : list;
}

const asText = (value: Value) => (Buffer.isBuffer(value) ? utf8Or1(value) : String(value));
const utf8Or1 = (value: Buffer) =>
  Buffer.from(value.toString('utf8')).equals(value)
    ? value.toString('utf8')
    : value.toString('latin1');

/** Evaluates an expression on a packet, without columns, ordering or cache. */
export function holdsFor(report: PacketReport, expression: Expression): boolean {
  switch (expression.kind) {
    case 'and':
      return expression.operands.every((operand) => holdsFor(report, operand));
    case 'or':
      return expression.operands.some((operand) => holdsFor(report, operand));
    case 'not':
      return !holdsFor(report, expression.operand);
    case 'present':
      return valuesIn(report, expression.field.name).length > 0;
    case 'in':
      return valuesIn(report, expression.field.name).some((value) =>
        expression.members.some(({ from, to }) =>
          to === undefined
            ? value === from.value
            : Number(value) >= Number(from.value) && Number(value) <= Number(to.value),
        ),
      );
    case 'compare': {
      const values = valuesIn(report, expression.field.name);
      const { operator, value } = expression;
      if (operator === '!=') {
        return values.length > 0 && values.every((one) => !passes(one, '==', value));
      }
      return values.some((one) => passes(one, operator, value));
    }
    case 'word':
      throw new Error('Reports hold no plain words.');
  }
}

function passes(found: Value, operator: string, literal: Literal): boolean {
  const wanted = String(literal.value);
  if (operator === '~') return topicMatches(wanted, String(found));
  if (operator === 'matches') return new RegExp(wanted).test(asText(found));
  const bytes =
    literal.kind === 'bytes' ? Buffer.from(wanted.replaceAll(':', ''), 'hex') : Buffer.from(wanted);
  if (operator === 'contains') {
    return Buffer.isBuffer(found) ? found.includes(bytes) : String(found).includes(wanted);
  }
  if (typeof found === 'boolean') return found === (wanted === 'true');
  if (Buffer.isBuffer(found)) return inOrder(Buffer.compare(found, bytes), 0, operator);
  return typeof found === 'number'
    ? inOrder(found, Number(wanted), operator)
    : inOrder(found, wanted, operator);
}

function inOrder<T extends string | number>(a: T, b: T, operator: string): boolean {
  if (operator === '==') return a === b;
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  return operator === '>' ? a > b : a >= b;
}
