import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { say } from '../../base/message.ts';
import { tries } from '../../base/runs.testkit.ts';
import { MEMBER_ERRORS } from '../core/commands/memberErrors.ts';
import { ControlledScene } from './control.testkit.ts';
import type { ControlCommand } from './control.ts';
import { parseControlMessage } from './parseControlMessage.ts';

/** Each command once, with all its members. */
const COMMANDS: readonly ControlCommand[] = [
  { kind: 'clients', first: 0, count: 500, text: 'a', connected: true },
  { kind: 'client', client: 'c' },
  { kind: 'subscriptions', first: 0, count: 10, text: 'a', topic: 'a/b' },
  { kind: 'retained', first: 3, count: 10, filter: 'a/#' },
  { kind: 'retained', first: 0, count: 10, sys: false },
  { kind: 'statistics' },
  { kind: 'set-rules', rules: { version: 1, rules: [] } },
  { kind: 'list-rules' },
  { kind: 'enable-rule', rule: 'r', enabled: false },
  { kind: 'list-waiting' },
  { kind: 'release', packet: 5 },
  { kind: 'release', packet: 'all' },
  { kind: 'step', client: 'c', withPings: true },
  { kind: 'step', client: 'c', withPings: true, whileOpen: true },
  { kind: 'end-step', client: 'c' },
  { kind: 'let-go', client: 'c', direction: 'to-client' },
  { kind: 'cut', client: 'c' },
  { kind: 'list-rules', at: 'bridge' },
  { kind: 'list-waiting', at: 3 },
  { kind: 'stop-recipe', run: 1, at: 3 },
  { kind: 'watch-marks', at: 'bridge' },
  { kind: 'start-recipe', recipe: 'take-over', client: 'c' },
  { kind: 'stop-recipe', run: 1 },
  { kind: 'list-recipes' },
  { kind: 'messages', count: 200, topic: 'a/+', client: 'c', before: 9, sys: false },
  { kind: 'messages', count: 200, publisher: 'p' },
  { kind: 'message', message: 1 },
  {
    kind: 'disconnect-client',
    client: 'c',
    reasonCode: 0x9c,
    reasonString: 'x',
    serverReference: 'y',
  },
  { kind: 'end-session', client: '' },
  { kind: 'clear-retained', topic: 'a' },
  { kind: 'restart', withSessions: true, downFor: 1000 },
  { kind: 'take-over', client: 'c' },
  { kind: 'run-fleet', isRunning: true },
  { kind: 'facts' },
  { kind: 'tap', tap: 0, clients: ['a', '__proto__'], kept: true },
  { kind: 'tap', tap: 65_535, clients: 'all', kept: false },
  { kind: 'end-tap', tap: 1 },
  { kind: 'watch-marks', client: 'c' },
  { kind: 'end-marks' },
  { kind: 'platform' },
  { kind: 'platform-devices', first: 0, count: 10, productKey: 'pk', text: 'a' },
  { kind: 'platform-device', productKey: 'pk', deviceName: '__proto__' },
  { kind: 'platform-secret', productKey: 'pk', deviceName: 'd' },
  { kind: 'set-property', productKey: 'pk', deviceName: 'd', params: '{}' },
  { kind: 'invoke-service', productKey: 'pk', deviceName: 'd', service: 's', input: '{}' },
  { kind: 'rrpc', productKey: 'pk', deviceName: 'd', payload: 'AA==', topic: '/pk/d/user/get' },
  { kind: 'platform-call', call: 1 },
  {
    kind: 'cloud-publish',
    productKey: 'pk',
    deviceName: 'd',
    topic: '/pk/d/user/get',
    payload: 'AA==',
    qos: 1,
  },
  { kind: 'enable-device', productKey: 'pk', deviceName: 'd', isEnabled: false },
  { kind: 'pre-auth', fields: [{ name: '__proto__', value: 'x' }] },
];

const ask = (command: unknown) => ({ kind: 'ask', id: 7, command });
const complaint = (value: unknown): string => {
  const parsed = parseControlMessage(value);
  if (parsed.ok) return 'none';
  return `${parsed.path} ${say(MEMBER_ERRORS, parsed.error)} (${parsed.id ?? 'no id'})`;
};

test.each(COMMANDS.map((command) => [command.kind, command] as const))(
  'reads %s unchanged',
  (_, command) => {
    // JSON round trip, to compare plain data.
    const sent: unknown = JSON.parse(JSON.stringify(ask(command)));
    expect(parseControlMessage(sent)).toEqual({ ok: true, message: ask(command) });
  },
);

test('reads hello', () => {
  const hello = { kind: 'hello', version: 1, token: 'secret' };
  expect(parseControlMessage(hello)).toEqual({ ok: true, message: hello });
});

test('treats an undefined member as absent, because a message port may send it', () => {
  const parsed = parseControlMessage(ask({ kind: 'cut', client: undefined }));
  expect(parsed).toEqual({ ok: true, message: ask({ kind: 'cut' }) });
});

describe('reports position and reason', () => {
  test.each([
    [null, 'the outermost value must be an object, { … } (no id)'],
    [[], 'the outermost value must be an object, { … } (no id)'],
    ['hello', 'the outermost value must be an object, { … } (no id)'],
    [{}, 'kind is missing (no id)'],
    [{ kind: 'welcome' }, 'kind must be "hello" or "ask" (no id)'],
    [{ kind: 'hello' }, 'version is missing (no id)'],
    [{ kind: 'hello', version: '1' }, 'version must be a whole number, 0 or above (no id)'],
    [{ kind: 'hello', version: 1, token: 5 }, 'token must be text in quotation marks (no id)'],
    [
      { kind: 'hello', version: 1, token: 'x'.repeat(2000) },
      'token must be well-formed and not longer than 1024 characters (no id)',
    ],
    [
      { kind: 'hello', version: 1, extra: 1 },
      'extra is not known; known are kind, version, token (no id)',
    ],
    [{ kind: 'ask', id: 1.5, command: {} }, 'id must be a whole number, 0 or above (no id)'],
    [{ kind: 'ask', id: 7 }, 'command is missing (7)'],
    [ask({ kind: '__proto__' }), 'command.kind is not known here (7)'],
    [ask({ kind: 'facts', more: 1 }), 'command.more is not known; known are kind (7)'],
    [ask({ kind: 'clients', first: 0 }), 'command.count is missing (7)'],
    [
      ask({ kind: 'clients', first: 0, count: 501 }),
      'command.count must be a whole number, 0 to 500 (7)',
    ],
    [
      ask({ kind: 'clients', first: -1, count: 5 }),
      'command.first must be a whole number, 0 or above (7)',
    ],
    [
      ask({ kind: 'client', client: '\ud800' }),
      'command.client must be well-formed and not longer than 65535 characters (7)',
    ],
    [
      ask({ kind: 'tap', tap: 1, clients: ['a', 5], kept: true }),
      'command.clients[1] must be text in quotation marks (7)',
    ],
    [
      ask({ kind: 'tap', tap: 1, clients: Array.from({ length: 1001 }, () => ''), kept: true }),
      'command.clients has more than 1000 members (7)',
    ],
    [
      ask({ kind: 'tap', tap: 65_536, clients: [], kept: true }),
      'command.tap must be a whole number, 0 to 65535 (7)',
    ],
    [
      ask({ kind: 'restart', withSessions: 1, downFor: 0 }),
      'command.withSessions must be true or false (7)',
    ],
    [
      ask({ kind: 'restart', withSessions: true, downFor: 1e9 }),
      'command.downFor must be a whole number, 0 to 86400000 (7)',
    ],
  ])('%#', (value, expected) => {
    expect(complaint(value)).toBe(expected);
  });
});

describe('random input', () => {
  const kinds = COMMANDS.map(({ kind }) => kind);
  const members = [...new Set(COMMANDS.flatMap((command) => Object.keys(command)))];
  const scalar = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom('all', '', 'c', 'a/#', '$share/g/a', '__proto__', 0, 1, 65_535, -1, 2 ** 53),
  );
  const command = fc
    .record({
      kind: fc.constantFrom(...kinds, 'toString'),
      rest: fc.dictionary(fc.constantFrom(...members, 'constructor'), scalar, { maxKeys: 4 }),
    })
    .map(({ kind, rest }) => ({ ...rest, kind }));
  const mutated = fc
    .tuple(
      fc.constantFrom(...COMMANDS),
      fc.dictionary(fc.constantFrom(...members), scalar, { maxKeys: 2 }),
    )
    .map(([whole, changes]) => ({ ...whole, ...changes }));
  const message = fc.oneof(
    fc.jsonValue(),
    fc.record({ kind: fc.constant('ask'), id: scalar, command: fc.oneof(command, mutated) }),
    fc.record({ kind: fc.constant('ask'), id: fc.nat(), command: fc.oneof(command, mutated) }),
    fc.record({ kind: fc.constant('hello'), version: scalar, token: scalar }),
  );

  test('never throws, and reads accepted messages the same again', () => {
    fc.assert(
      fc.property(message, (value) => {
        const parsed = parseControlMessage(value);
        const again = parsed.ok ? parseControlMessage(parsed.message) : parsed;
        expect(again).toEqual(parsed);
      }),
      { numRuns: tries(300) },
    );
  });

  test('a line answers each command, or closes with a reason', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 8 }), (values) => {
        const scene = new ControlledScene();
        const wire = scene.connect('c');
        wire.subscribe('#');
        const { line } = scene;
        for (const value of values) {
          line.answers = [];
          const expected = line.isClosed ? 0 : 1;
          line.session.receive(value, scene.now);
          scene.collect();
          scene.pass(10);
          const said = line.answers.map(({ kind }) => kind);
          const final = said.filter(
            (kind) => kind === 'reply' || kind === 'goodbye' || kind === 'welcome',
          );
          expect(final).toHaveLength(expected);
        }
      }),
      { numRuns: tries(60) },
    );
  });
});
