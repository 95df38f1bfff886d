import { describe, expect, it } from 'vitest';
import type { TopicError } from '../../mqtt/tables/topicErrors.ts';
import { type Acl, parseAcl } from './acl.ts';
import { connectPacket, Scene } from './broker.testkit.ts';
import { aclHooks, type Rights, rightsOf } from './rights.ts';

function acl(...lines: readonly string[]): Acl {
  const parsed = parseAcl(lines.join('\n'));
  if (!parsed.ok) throw new Error(`line ${parsed.line}: ${parsed.error.key}`);
  return parsed.acl;
}

const notAFilter = (why: TopicError) => ({ key: 'not-a-filter', args: { why } });

const rights = (lines: readonly string[], userName?: string, id = 'id'): Rights =>
  rightsOf(acl(...lines), { id, userName });

describe('an access control list', () => {
  it('is read in Mosquitto’s format', () => {
    expect(
      acl(
        '# for those without a name',
        'topic read news/#\r',
        '',
        'topic  open  ',
        'user ann',
        'topic readwrite with blank \t',
        '  topic deny a/+',
        'pattern write u/%u',
        'user  bob the builder ',
        'topic write b',
        'user ann',
        'topic read again',
      ),
    ).toEqual({
      anonymous: [
        { access: 'read', filter: 'news/#' },
        { access: 'readwrite', filter: 'open' },
      ],
      users: new Map([
        [
          'ann',
          [
            { access: 'readwrite', filter: 'with blank' },
            { access: 'deny', filter: 'a/+' },
            { access: 'read', filter: 'again' },
          ],
        ],
        ['bob the builder', [{ access: 'write', filter: 'b' }]],
      ]),
      patterns: [{ access: 'write', filter: 'u/%u' }],
    });
  });

  it.each([
    ['topic', { key: 'no-filter', args: { after: 'topic' } }],
    ['pattern read', { key: 'no-filter', args: { after: 'pattern read' } }],
    ['topic foo bar', { key: 'unknown-access', args: { keyword: 'topic' } }],
    ['user', { key: 'no-user-name', args: {} }],
    ['user  ', { key: 'no-user-name', args: {} }],
    ['topics read a', { key: 'unknown-keyword', args: {} }],
    ['topic read a#', notAFilter({ key: 'part-of-level', args: { wildcard: '#' } })],
    ['topic read a/#/b', notAFilter({ key: 'hash-before-end', args: {} })],
    ['pattern a+/%c', notAFilter({ key: 'part-of-level', args: { wildcard: '+' } })],
    ['topic read $share/g/t', { key: 'shared', args: {} }],
  ])('reports the number of the invalid line %j', (line, error) => {
    const parsed = parseAcl(`# first\ntopic a\n${line}\n`);
    expect(parsed).toEqual({ ok: false, line: 3, error });
  });
});

describe('rights', () => {
  it('are empty unless granted', () => {
    for (const lines of [[], ['topic a'], ['user bob', 'topic #']]) {
      expect(rights(lines, 'ann').mayRead('a')).toBe(false);
      expect(rights(lines, 'ann').mayReadSome('#')).toBe(false);
    }
    expect(rights(['user ann', 'topic #']).mayWrite('a')).toBe(false);
    expect(rights(['user __proto__', 'topic a'], 'constructor').mayRead('a')).toBe(false);
    expect(rights(['user __proto__', 'topic a'], '__proto__').mayRead('a')).toBe(true);
  });

  it('put denials first, and the own section before the patterns', () => {
    const lines = ['user ann', 'topic a/#', 'topic deny a/b', 'pattern b/#', 'pattern deny b/c'];
    const ann = rights([...lines, 'pattern deny a/c', 'pattern a/b'], 'ann');
    expect(['a/b', 'a/c', 'b/b', 'b/c'].map((topic) => ann.mayRead(topic))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('do not let a wildcard reach topics that begin with $', () => {
    expect(rights(['topic #']).mayRead('$SYS/x')).toBe(false);
    expect(rights(['topic #']).mayReadSome('$SYS/#')).toBe(false);
    expect(rights(['topic read $SYS/#']).mayReadSome('#')).toBe(false);
    expect(rights(['topic read $SYS/#']).mayReadSome('$SYS/+')).toBe(true);
  });

  it.each(['+', '#', 'a/b', 'a+', '$share/g'])('are not extended by the name %j', (name) => {
    const lines = ['pattern %u/%c/#', 'pattern x/%u', 'pattern x/%c'];
    for (const who of [rights(lines, name, 'id'), rights(lines, 'ann', name)]) {
      const topics = ['a/b', 'b', 'x/y/z', 'x/a/b', 'id/id/x', 'a', 'ann'];
      expect(topics.filter((topic) => who.mayRead(topic))).toEqual([]);
    }
  });

  it('of a pattern with %u do not apply to clients without a name', () => {
    const lines = ['pattern u/%u', 'pattern c/%c'];
    expect(rights(lines).mayWrite('u/')).toBe(false);
    expect(rights(lines).mayWrite('c/id')).toBe(true);
    expect(rights(lines, '%c').mayWrite('u/id')).toBe(false);
    expect(rights(lines, '%c').mayWrite('u/%c')).toBe(true);
  });

  it.each([
    ['a/b', true],
    ['a/#', true],
    ['#', true],
    ['+/b/c', true],
    ['a/secret', false],
    ['a/secret/x', true],
    ['w', false],
    ['other/+', false],
    ['p/+', true],
    ['p/never', false],
  ])('to subscribe to %s exist if any topic may be read: %s', (filter, expected) => {
    const ann = rights(
      [
        'user ann',
        'topic read a/#',
        'topic deny a/secret',
        'topic write w',
        'pattern read p/%u',
        'pattern read p/never',
        'pattern deny p/never',
      ],
      'ann',
    );
    expect(ann.mayReadSome(filter)).toBe(expected);
  });
});

describe('a broker with an access control list', () => {
  const hooks = aclHooks(
    acl(
      'user ann',
      'topic read open/#',
      'topic deny open/secret',
      'topic write in',
      'user op',
      'topic #',
    ),
  );

  it.each([
    [5, 0x87],
    [4, 0x80],
  ] as const)(
    'rejects subscriptions without any permitted topic, in MQTT %s with 0x%x',
    (version, code) => {
      const ann = new Scene({ hooks }).connect('a', { userName: 'ann', version });
      expect(ann.subscribe('open/+', 'in', '#', '$share/g/open/secret', '$share/g/open/x')).toEqual(
        [2, code, 2, code, 2],
      );
    },
  );

  it('checks each delivery, each PUBLISH and the will', () => {
    const scene = new Scene({ hooks });
    const ann = scene.connect('a', { userName: 'ann' });
    const op = scene.connect('o', { userName: 'op' });
    ann.subscribe('#');
    op.subscribe('#');
    for (const topic of ['open/a', 'open/secret', 'in', 'else']) op.publish(topic, '');
    expect(ann.takeMessages().map(({ topic }) => topic)).toEqual(['open/a']);
    op.take();
    ann.publish('open/a', '', { qos: 1 });
    expect(ann.take()).toMatchObject([{ type: 'puback', reasonCode: 0x87 }]);
    const will = {
      topic: 'else',
      payload: new Uint8Array(),
      qos: 0,
      retain: false,
      properties: [],
    };
    const dying = scene.open();
    dying.send(connectPacket('d', { userName: 'ann', will: { ...will, qos: 0 } }));
    dying.cut();
    expect(op.take()).toEqual([]);
    ann.publish('in', '');
    expect(op.takeMessages()).toHaveLength(1);
  });
});
