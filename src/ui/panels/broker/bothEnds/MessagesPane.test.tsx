import { afterEach, beforeEach, expect, test } from 'vitest';
import { ControlledScene } from '../../../../broker/control/control.testkit.ts';
import type { Wire } from '../../../../broker/core/broker.testkit.ts';
import { named, type } from '../../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../../kit/rows/liveCapture.testkit.ts';
import { CONNECTED, placeInTab, TAB_SETTINGS } from '../../../session/broker/tabBroker.testkit.ts';
import { connect } from '../../../session/connection/connections.ts';
import { MessagesPane } from './MessagesPane.tsx';

let scene: ControlledScene;
let shown: Shown;

let publisher: Wire;

beforeEach(async () => {
  scene = new ControlledScene({
    limits: { sysInterval: 10 },
    hooks: {
      authorisePublish: (_client, topic) =>
        topic.startsWith('forbidden') ? { reasonCode: 0x87 } : 'ok',
    },
  });
  placeInTab(scene);
  publisher = scene.connect('sensor');
  shown = await show(MessagesPane, () => undefined);
  await shown.run(() => connect(shown.id, TAB_SETTINGS));
  await shown.run(() => shown.live.tell({ kind: 'state', state: CONNECTED }));
});
afterEach(() => shown.end());

const has = (text: string): boolean => shown.box.textContent?.includes(text) === true;
const isThere = (text: string): Promise<void> => shown.until(() => has(text));
const rows = (grid: string): readonly Element[] => [
  ...shown.box.querySelectorAll(`[role=grid][aria-label=${grid}] [role=row][data-index]`),
];
const row = (grid: string, text: string): Element => {
  const found = rows(grid).find(({ textContent }) => textContent?.includes(text));
  if (found === undefined) throw new Error(`No row with ${text}: ${shown.box.textContent}`);
  return found;
};
/** Packets of a client, of the list of both ends. */
const listed = (client: string): readonly (string | null)[] =>
  [...named(shown.box, 'ol', 'Packets of both ends').children]
    .map(({ textContent }) => /(PUB[A-Z]+|on a new).*/.exec(textContent ?? '')?.[0] ?? '')
    .filter((text) => text.startsWith('on a new') || text.includes(client));

/** The message of that topic, shown with its ends. */
async function open(topic: string): Promise<void> {
  await shown.until(() => rows('Messages').some((one) => one.textContent?.includes(topic)));
  await shown.click(row('Messages', topic));
  await isThere('Times as the broker saw');
}

test('an empty list shows the next step', async () => {
  await isThere('No message yet');
  expect(has('Publish something')).toBe(true);
});

test('both ends are side by side, with the effective QoS and the reason', async () => {
  scene.connect('one').subscribe({ filter: 'plant/#', qos: 0 }, { filter: 'plant/+', qos: 1 });
  scene.connect('two').subscribe({ filter: '$share/g/plant/a', qos: 2 });
  publisher.publish('plant/a', '21.5', { qos: 2, packetId: 7 });
  publisher.send({ type: 'pubrel', packetId: 7 });
  await open('plant/a');
  await shown.click(row('Subscribers', 'one'));
  await isThere(
    'published at QoS 2, granted QoS 0 by plant/# and QoS 1 by plant/+ (the highest counts) → delivered at QoS 1',
  );
  expect(has('PUBLISH sent; waiting for PUBACK.')).toBe(true);
  expect(has('21.5')).toBe(true);
  expect(has('PUBCOMP sent to the publisher: its end is complete.')).toBe(true);
  expect(listed('sensor')).toEqual([
    'PUBLISH id 7 · QoS 2 · sensor → broker',
    'PUBREC id 7 · broker → sensor',
    'PUBREL id 7 · sensor → broker',
    'PUBCOMP id 7 · broker → sensor',
  ]);
  expect(listed('one')).toEqual(['PUBLISH id 1 · QoS 1 · broker → one']);
  await shown.click(row('Subscribers', 'two'));
  await isThere('By the shared subscription $share/g/plant/a, as its only member.');
  expect(row('Subscribers', 'two').textContent).toContain('QoS 2');
});

test('an undelivered message says why; a redelivery shows its DUP and connection', async () => {
  const kept = { version: 4, cleanStart: false } as const;
  const reader = scene.connect('reader', kept);
  reader.subscribe({ filter: 'a', qos: 1 });
  const poor = scene.connect('poor', kept);
  poor.subscribe({ filter: 'a', qos: 0 });
  poor.cut();
  publisher.publish('a', 'x', { qos: 1, packetId: 1 });
  await open('sensor');
  await isThere('not delivered: away at QoS 0');
  expect(has('→ would be delivered at QoS 0')).toBe(true);
  reader.cut();
  const back = scene.connect('reader', kept);
  back.send({ type: 'puback', packetId: 1 });
  await shown.click(row('Subscribers', 'reader'));
  await isThere('Delivered: PUBACK received.');
  expect(listed('reader')).toEqual([
    'PUBLISH id 1 · QoS 1 · broker → reader',
    `on a new connection (${back.id})`,
    'PUBLISH id 1 · QoS 1 · DUP · broker → reader',
    'PUBACK id 1 · reader → broker',
  ]);
});

test('a packet dropped by a fault rule names the rule', async () => {
  const rules = [{ id: 'lost', match: { packet: ['puback'] }, do: { action: 'drop' } }];
  scene.ask({ kind: 'set-rules', rules: { version: 1, rules } });
  publisher.publish('a', 'x', { qos: 1, packetId: 1 });
  await open('a');
  await isThere('lost: dropped by rule lost');
  expect(has('PUBACK was lost: the publisher sends PUBLISH again')).toBe(true);
  expect(has('No subscription matches this topic')).toBe(true);
});

test('a QoS 0 message dropped by a rule is not shown as delivered', async () => {
  scene.connect('reader').subscribe({ filter: 'a/+', qos: 0 });
  const told = (action: string): void => {
    const rules = [
      { id: 'r', match: { packet: ['publish'], direction: 'to-client' }, do: { action } },
    ];
    scene.ask({ kind: 'set-rules', rules: { version: 1, rules } });
  };
  told('drop');
  publisher.publish('a/dropped', 'x');
  told('hold');
  publisher.publish('a/held', 'x');
  await open('a/dropped');
  expect(row('Messages', 'a/dropped').textContent).toContain('lost: dropped by rule r');
  expect(row('Messages', 'a/held').textContent).toContain('held by rule r');
  expect(shown.box.querySelector('[role=grid] .text-ok')).toBeNull();
  expect(row('Subscribers', 'reader').textContent).toContain('lost: dropped by rule r');
  expect(has('→ would be delivered at QoS 0')).toBe(true);
  expect(has('At QoS 0 it is not sent again.')).toBe(true);
  await shown.click(row('Messages', 'a/held'));
  await isThere('PUBLISH is on its way to the subscriber: held by rule r.');
});

test('a retransmitted PUBLISH links to the message that it repeats', async () => {
  const long = 'é'.repeat(200);
  publisher.publish('a', long, { qos: 1, packetId: 1 });
  publisher.publish('a', long, { qos: 1, packetId: 1, dup: true });
  await shown.until(() => rows('Messages').length === 2);
  await shown.click(rows('Messages')[0] ?? shown.box);
  await isThere('Sent again with DUP');
  expect(has(`${'é'.repeat(60)}…`)).toBe(true);
  await shown.click(named(shown.box, 'button', 'Show message 1'));
  await shown.until(() => !has('Sent again with DUP'));
  expect(shown.box.querySelector('h2')?.textContent).toBe('Message 1');
});

test('a copy made by a rule is not attributed to the publisher', async () => {
  const rules = [{ id: 'r', match: { packet: ['publish'] }, do: { action: 'duplicate' } }];
  scene.ask({ kind: 'set-rules', rules: { version: 1, rules } });
  publisher.publish('a', 'x', { qos: 1, packetId: 1 });
  await shown.until(() => rows('Messages').length === 2);
  await shown.click(rows('Messages')[0] ?? shown.box);
  await isThere('Made by rule r: a second copy of the PUBLISH of message 1');
  expect(has('Sent again with DUP')).toBe(false);
  expect(listed('sensor')).toEqual([
    'PUBLISH id 1 · QoS 1 · DUP · fault rule as sensor → broker · made by rule r',
    'PUBACK id 1 · 0x10 · broker → sensor',
  ]);
});

test('a PUBLISH dropped by a rule before the broker is listed with the rule', async () => {
  const act = { action: 'answer', reasonCode: 0x97 };
  const rules = [{ id: 'full', match: { packet: ['publish'] }, do: act }];
  scene.ask({ kind: 'set-rules', rules: { version: 1, rules } });
  publisher.publish('a', 'x', { qos: 1, packetId: 1 });
  await open('a');
  expect(row('Messages', 'sensor').textContent).toContain('rule full');
  expect(has('This PUBLISH never reached the broker')).toBe(true);
  expect(has('No subscription matches')).toBe(false);
  expect(listed('sensor')[1]).toContain('PUBACK id 1 · 0x97 · fault rule → sensor');
});

test('a rejected message shows its code', async () => {
  publisher.publish('forbidden/a', 'x', { qos: 1, packetId: 1 });
  await open('forbidden/a');
  expect(has('Refused with 0x87')).toBe(true);
  expect(has('No subscription matches')).toBe(false);
  expect(listed('sensor')).toEqual([
    'PUBLISH id 1 · QoS 1 · sensor → broker',
    'PUBACK id 1 · 0x87 · broker → sensor',
  ]);
});

test('the list is searched by topic and client, paused, and closed by its button', async () => {
  publisher.publish('a/one', 'x');
  scene.connect('other').publish('b/two', 'x');
  await shown.until(() => rows('Messages').length === 2);
  await type(named(shown.box, 'input', 'Search messages by topic'), 'b/+');
  await shown.until(() => rows('Messages').length === 1);
  expect(has('b/two')).toBe(true);
  await type(named(shown.box, 'input', 'Search messages by topic'), '');
  await type(named(shown.box, 'input', 'Messages of a client'), 'sensor');
  await shown.until(() => rows('Messages').length === 1 && has('a/one'));
  await type(named(shown.box, 'input', 'Messages of a client'), 'nobody');
  await isThere('No matching messages');
  await type(named(shown.box, 'input', 'Messages of a client'), '');
  await shown.until(() => rows('Messages').length === 2);
  // Choosing a message leaves the list unchanged.
  await open('a/one');
  publisher.publish('a/three', 'x');
  await isThere('1 newer · Show');
  expect(rows('Messages').map(({ textContent }) => textContent?.includes('a/three'))).toEqual([
    false,
    false,
  ]);
  expect(named(shown.box, 'button', 'Pause').getAttribute('aria-pressed')).toBe('true');
  await shown.click(named(shown.box, 'button', '1 newer · Show'));
  await isThere('a/three');
  await shown.click(named(shown.box, 'button', 'Pause'));
  publisher.publish('a/four', 'x');
  await isThere('1 newer · Show');
  await type(named(shown.box, 'input', 'Search messages by topic'), 'four');
  await isThere('The list is paused: newer messages are not in it.');
  await type(named(shown.box, 'input', 'Search messages by topic'), '');
  await shown.click(named(shown.box, 'button', 'Pause'));
  await isThere('a/four');
  await shown.click(named(shown.box, 'button', 'Close the message'));
  expect(has('Times as the broker saw')).toBe(false);
});

test('messages below $SYS are listed on request', async () => {
  scene.connect('watcher').subscribe({ filter: '$SYS/#', qos: 0 });
  scene.pass(20_000);
  publisher.publish('a/own', 'x');
  await isThere('a/own');
  expect(has('$SYS/')).toBe(false);
  await shown.click(named(shown.box, 'input', '$SYS too'));
  await isThere('$SYS/');
});
