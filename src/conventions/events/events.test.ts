import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { payloadOf } from '../files/talk.testkit.ts';
import { CLOUD_EVENTS } from './cloudEvents.testkit.ts';
import type { SaidByMessage } from './messageMetadata.ts';
import { senseOfMessage } from './messageSense.ts';

const said = (more: Partial<SaidByMessage>): SaidByMessage => ({
  contentType: undefined,
  user: [],
  payload: new Uint8Array(),
  ...more,
});
const json = (value: unknown): Uint8Array => encodeUtf8(JSON.stringify(value));

// Example of the MQTT binding of CloudEvents 1.0.
const ATTRIBUTES = {
  specversion: '1.0',
  type: 'com.example.someevent',
  time: '2018-04-05T03:56:24Z',
  id: '1234-1234-1234',
  source: '/mycontext/subcontext',
};
const TRACE = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const PARENT = ['traceparent', TRACE] as const;

describe('CloudEvents', () => {
  test('are recognized by user properties in binary mode', () => {
    const user = [...Object.entries(ATTRIBUTES), ['region', 'north']] as const;
    const { event } = senseOfMessage(said({ contentType: 'application/json', user })) ?? {};
    expect(event).toEqual({
      mode: 'binary',
      type: 'com.example.someevent',
      source: '/mycontext/subcontext',
      id: '1234-1234-1234',
      subject: undefined,
      time: '2018-04-05T03:56:24Z',
      more: [['region', 'north']],
      errors: [],
    });
  });

  test('are recognized in structured mode by content type or by all required members', () => {
    const payload = json({ ...ATTRIBUTES, subject: 'x', n: 7, data: { specversion: '9' } });
    const event = {
      mode: 'structured',
      subject: 'x',
      id: '1234-1234-1234',
      more: [['n', '7']],
      errors: [],
    };
    const contentType = 'application/cloudevents+json; charset=utf-8';
    expect(senseOfMessage(said({ contentType, payload }))).toMatchObject({ event });
    expect(senseOfMessage(said({ payload }))).toMatchObject({ event });
    expect(senseOfMessage(said({ contentType: 'application/json', payload }))).toBeUndefined();
    const { source: _source, ...others } = ATTRIBUTES;
    expect(senseOfMessage(said({ payload: json(others) }))).toBeUndefined();
    expect(senseOfMessage(said({ contentType, payload: json(others) }))).toMatchObject({
      event: { errors: [{ key: 'missing', args: { name: 'source' } }] },
    });
    expect(senseOfMessage(said({ contentType, payload: encodeUtf8('{') }))?.event?.errors).toEqual([
      { key: 'json', args: {} },
    ]);
  });

  test.each([
    [{ id: '' }, [], 'missing'],
    [{ specversion: '0.3' }, [], 'version'],
    [{ time: '2018-04-05 03:56' }, [], 'time'],
    [{ time: '2018-04-35T03:56:24Z' }, [], 'time'],
    [{}, [['id', '2']], 'twice'],
  ] as const)('with %j and %j are reported as invalid', (change, more, key) => {
    const user = [...Object.entries({ ...ATTRIBUTES, ...change }), ...more];
    const errors = senseOfMessage(said({ user }))?.event?.errors ?? [];
    expect(errors.map((error) => error.key)).toEqual([key]);
  });

  test('are not found without evidence', () => {
    const user = [
      ['type', 'a'],
      ['id', '7'],
    ] as const;
    expect(senseOfMessage(said({ user, payload: json({ type: 'a' }) }))).toBeUndefined();
  });
});

describe('traces', () => {
  const trace = (...user: SaidByMessage['user']) => senseOfMessage(said({ user }))?.trace;

  test('are read from traceparent, with vendors’ additions', () => {
    expect(trace(PARENT, ['tracestate', 'rojo=00f067aa0ba902b7, congo=t61rcWkgMzE'])).toEqual({
      trace: { id: '4bf92f3577b34da6a3ce929d0e0e4736', span: '00f067aa0ba902b7', isSampled: true },
      states: [
        ['rojo', '00f067aa0ba902b7'],
        ['congo', 't61rcWkgMzE'],
      ],
      errors: [],
    });
    expect(trace(['traceparent', TRACE.replace(/01$/, '02')])?.trace?.isSampled).toBe(false);
    expect(trace(['traceparent', TRACE.replace(/^00/, 'cc') + '-what'])?.errors).toEqual([]);
  });

  test.each([
    [[['traceparent', TRACE.toUpperCase()]], 'form'],
    [[['traceparent', `${TRACE}-more`]], 'form'],
    [[['traceparent', TRACE.replace(/^00/, 'ff')]], 'version'],
    [[['traceparent', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`]], 'zeros'],
    [[['traceparent', `00-4bf92f3577b34da6a3ce929d0e0e4736-${'0'.repeat(16)}-01`]], 'zeros'],
    [[PARENT, PARENT], 'twice'],
    [[['tracestate', 'a=b']], 'alone'],
    [[PARENT, ['tracestate', 'a=b,A=c']], 'state'],
    [[PARENT, ['tracestate', 'a=b,a=c']], 'state'],
    [[PARENT, ['tracestate', 'no']], 'state'],
    [[PARENT, ['tracestate', Array.from({ length: 33 }, (_, n) => `k${n}=v`).join(',')]], 'state'],
  ] as const)('%j is reported as invalid', (user, key) => {
    expect(trace(...user)?.errors.map((error) => error.key)).toEqual([key]);
  });

  test('are also read from an event’s JSON, after the message’s own properties', () => {
    const payload = json({ ...ATTRIBUTES, traceparent: TRACE });
    expect(senseOfMessage(said({ payload }))).toMatchObject({
      traceIn: 'payload',
      trace: { trace: { span: '00f067aa0ba902b7' } },
    });
    const user = [['traceparent', TRACE.replace('00f067aa0ba902b7', '1234567890abcdef')]] as const;
    expect(senseOfMessage(said({ payload, user }))).toMatchObject({
      traceIn: 'user',
      trace: { trace: { span: '1234567890abcdef' } },
    });
  });

  test('accept any values', () => {
    const name = fc.constantFrom('traceparent', 'tracestate', 'specversion', 'id', 'time');
    const text = fc.oneof(fc.string(), fc.constant(TRACE), fc.constant('1.0'));
    fc.assert(
      fc.property(fc.array(fc.tuple(name, text)), fc.uint8Array(), (user, payload) => {
        const contentType = 'application/cloudevents';
        expect(senseOfMessage(said({ user, payload }))).not.toBeNull();
        expect(senseOfMessage(said({ user, payload, contentType }))?.event).toBeDefined();
      }),
      { numRuns: tries(300) },
    );
  });
});

test('the documented capture has an event in each mode, and one with mistakes', () => {
  const senses = CLOUD_EVENTS.messages.map(([, , payload], at) =>
    senseOfMessage(said({ user: CLOUD_EVENTS.user[at] ?? [], payload: payloadOf(payload) })),
  );
  expect(senses.map((sense) => [sense?.event?.mode, sense?.traceIn])).toEqual([
    ['binary', 'user'],
    ['structured', 'payload'],
    ['binary', 'user'],
  ]);
  const keys = senses.map((sense) =>
    [...(sense?.event?.errors ?? []), ...(sense?.trace?.errors ?? [])].map(({ key }) => key),
  );
  expect(keys).toEqual([[], [], ['missing', 'time', 'form']]);
});
