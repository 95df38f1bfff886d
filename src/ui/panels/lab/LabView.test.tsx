import { afterEach, beforeEach, expect, test } from 'vitest';
import { ControlledScene } from '../../../broker/control/control.testkit.ts';
import type { Wire } from '../../../broker/core/broker.testkit.ts';
import { named, type } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { CONNECTED, placeInTab, TAB_SETTINGS } from '../../session/broker/tabBroker.testkit.ts';
import { connect, connectionById } from '../../session/connection/connections.ts';
import { closeConnection, setAside } from '../../session/connectionTabs.ts';
import { faultsPlaceOf, showFaults } from '../../session/faults/place.ts';
import { letNextGo } from '../../session/faults/stepping.ts';
import { viewOf } from '../../session/view/tabView.ts';
import { faultActions } from './actions.ts';
import { LabView, WrongPackets } from './LabView.tsx';

let scene: ControlledScene;
let shown: Shown;

const KEPT = {
  cleanStart: false,
  properties: [{ name: 'sessionExpiryInterval', value: 3600 }],
} as const;

beforeEach(() => {
  scene = new ControlledScene();
  placeInTab(scene);
});
afterEach(() => shown.end());

const has = (text: string): boolean => shown.box.textContent?.includes(text) === true;
const button = (name: string): HTMLElement => named(shown.box, 'button', name);
const isThere = (text: string): Promise<void> => shown.until(() => has(text));

/** The pane of a connection that is let in as `scope`. */
async function pane(): Promise<void> {
  shown = await show(LabView, () => undefined);
  await shown.run(() => connect(shown.id, TAB_SETTINGS));
  await shown.run(() => shown.live.tell({ kind: 'state', state: CONNECTED }));
  await isThere('Lost PUBACK');
}

async function part(name: string): Promise<void> {
  await shown.click(named(shown.box, '[role=treeitem]', name));
}

/** Chooses a recipe and starts it. */
async function start(name: string): Promise<void> {
  await part(name);
  await shown.click(button('Start'));
}

test('a command that shows a group moves the focus to it, also from another item', async () => {
  await pane();
  const item = (name: string) => named(shown.box, '[role=treeitem]', name);
  await shown.run(() => item('Lost PUBACK').focus());
  for (const [part, name] of [
    ['packets', 'Wrong packets'],
    ['step', 'Step mode'],
  ] as const) {
    await shown.run(() => showFaults(shown.id, part));
    await shown.until(() => document.activeElement === item(name));
    expect(item(name).ariaSelected).toBe('true');
  }
});

test('a stored layout with the former view for wrong packets shows that group', async () => {
  shown = await show(WrongPackets, () => undefined);
  expect(viewOf(shown.id).panel).toBe('faults');
  expect(faultsPlaceOf(shown.id).part).toBe('packets');
});

test('a recipe waits for its packet, explains the next step, runs it and reports the result', async () => {
  const scope = scene.connect('scope', KEPT);
  await pane();
  await start('Lost PUBACK');
  await isThere('Waits for the next PUBACK to scope. Have it publish at QoS 1.');
  await shown.click(button('Publish to mqttscope/test at QoS 1'));
  expect(shown.live.sent.at(-1)).toMatchObject({
    kind: 'publish',
    message: { topic: 'mqttscope/test', qos: 1 },
  });
  scope.publish('mqttscope/test', 'x', { qos: 1, packetId: 1 });
  expect(scope.isEnded).toBe(true);
  await isThere('PUBACK to scope was lost, and its connection was cut.');
  expect(() => button('Publish to mqttscope/test at QoS 1')).toThrow('no button');
  button('Show the exchange');
});

test('only a recipe that this page ran is done in its list', async () => {
  const scope = scene.connect('scope', KEPT);
  scene.ask({ kind: 'start-recipe', recipe: 'lost-puback', client: 'scope' });
  scope.publish('a', 'x', { qos: 1, packetId: 1 });
  const again = scene.connect('scope', KEPT);
  await pane();
  const item = () => named(shown.box, '[role=treeitem]', 'Lost PUBACK').textContent;
  await part('Lost PUBACK');
  await isThere('PUBACK to scope was lost, and its connection was cut.');
  expect(item()).not.toContain('done');
  await start('Lost PUBACK');
  await isThere('Waits for the next PUBACK to scope.');
  again.publish('a', 'x', { qos: 1, packetId: 2 });
  await shown.until(() => item()?.includes('done') === true);
});

test('a run can be stopped, and is listed', async () => {
  scene.connect('scope', KEPT);
  await pane();
  await start('Quota exceeded');
  await isThere('Waits for the next PUBLISH above QoS 0 from scope.');
  await shown.click(button('Stop waiting'));
  await isThere('stopped');
  expect(has('Waits for')).toBe(false);
});

test('without a session it reconnects with a persistent one and runs the recipe', async () => {
  scene.connect('scope');
  await pane();
  await part('Lost PUBREC');
  await isThere('first reconnects with a session that is kept');
  await start('Lost PUBREC');
  await shown.until(() => shown.live.sent.length > 1);
  expect(shown.live.sent.at(-1)).toMatchObject({
    kind: 'connect',
    settings: { clientId: 'scope', cleanStart: false, sessionExpiry: 60 },
  });
  await isThere('Waits for the next PUBREC to scope.');
  const again = scene.connect('scope', KEPT);
  await shown.run(() => shown.live.tell({ kind: 'state', state: { ...CONNECTED } }));
  await shown.until(() => !has('first reconnects'));
  again.publish('t', 'x', { qos: 2, packetId: 1 });
  expect(again.isEnded).toBe(true);
  await isThere('PUBREC to scope was lost');
});

/** Starts a recipe for the app's own connection, whose session is then kept. */
async function startKept(name: string): Promise<Wire> {
  scene.connect('scope');
  await pane();
  await start(name);
  await shown.until(() => connects().length > 1);
  const again = scene.connect('scope', KEPT);
  await shown.run(() => shown.live.tell({ kind: 'state', state: { ...CONNECTED } }));
  return again;
}

/** Settings of each Connect. */
const connects = () =>
  shown.live.sent.flatMap((command) => (command.kind === 'connect' ? [command.settings] : []));
const hasOwnSettings = (): boolean =>
  connects().length > 2 &&
  connects().at(-1)?.cleanStart === TAB_SETTINGS.cleanStart &&
  connects().at(-1)?.sessionExpiry === TAB_SETTINGS.sessionExpiry;
const states = () => scene.asked('recipes', { kind: 'list-recipes' }).runs.map((run) => run.state);

test('a done recipe keeps its session until its message is acknowledged, and no longer', async () => {
  const again = await startKept('Lost PUBACK');
  await shown.until(() => shown.live.sent.at(-1)?.kind === 'publish');
  const sent = shown.live.sent.at(-1);
  const id = sent?.kind === 'publish' ? sent.message.id : 0;
  again.publish('mqttscope/test', 'x', { qos: 1, packetId: 1 });
  await isThere('PUBACK to scope was lost');
  await shown.run(() =>
    shown.live.tell({ kind: 'state', state: { kind: 'connecting', attempt: 1 } }),
  );
  await shown.run(() => shown.live.tell({ kind: 'state', state: { ...CONNECTED } }));
  const asked = shown.live.asked.length;
  // The recipe is polled meanwhile.
  await shown.until(() => shown.live.asked.length > asked + 3);
  expect(connects()).toHaveLength(2);
  const outcome = { kind: 'acknowledged', ms: 1, code: 0, packet: 1 } as const;
  await shown.run(() => shown.live.tell({ kind: 'published', id, outcome }));
  await shown.until(hasOwnSettings);
  expect(connects().at(-1)?.clientId).toBe('scope');
});

test('a stopped recipe ends its session', async () => {
  await startKept('Lost PUBACK');
  await isThere('Waits for the next PUBACK');
  const sent = shown.live.sent.at(-1);
  const id = sent?.kind === 'publish' ? sent.message.id : 0;
  const outcome = { kind: 'acknowledged', ms: 1, code: 0, packet: 1 } as const;
  await shown.run(() => shown.live.tell({ kind: 'published', id, outcome }));
  await shown.click(button('Stop waiting'));
  await shown.until(hasOwnSettings);
  expect(states()).toEqual(['stopped']);
});

test('a recipe whose session the broker refuses is stopped, and leaves the user’s own settings', async () => {
  scene.connect('scope');
  await pane();
  await start('Lost PUBACK');
  await shown.until(() => connects().length > 1);
  const failure = { kind: 'refused', code: 0x87, reasonString: undefined } as const;
  await shown.run(() => shown.live.tell({ kind: 'state', state: { kind: 'closed', failure } }));
  await shown.until(() => states()[0] === 'stopped');
  const { cleanStart, sessionExpiry } = TAB_SETTINGS;
  await shown.until(() => connectionById(shown.id)?.settings?.sessionExpiry === sessionExpiry);
  expect(connectionById(shown.id)?.settings).toMatchObject({ cleanStart, sessionExpiry });
});

test('closing the tab stops a recipe and ends its session', async () => {
  await startKept('Lost PUBACK');
  await isThere('Waits for the next PUBACK');
  await shown.run(() => closeConnection(shown.id));
  const properties = [{ name: 'sessionExpiryInterval', value: 0 }];
  expect(shown.live.sent.find(({ kind }) => kind === 'disconnect')).toMatchObject({
    farewell: { properties },
  });
  await shown.until(() => states()[0] === 'stopped');
});

test('a tab whose closing is undone connects with the user’s own settings', async () => {
  await startKept('Lost PUBACK');
  await isThere('Waits for the next PUBACK');
  await shown.run(() => setAside(shown.id)?.putBack());
  const { cleanStart, sessionExpiry } = TAB_SETTINGS;
  expect(connectionById(shown.id)?.settings).toMatchObject({ cleanStart, sessionExpiry });
});

test('leaving the page stops a recipe, and the broker ends its session', async () => {
  const again = await startKept('Lost PUBACK');
  await isThere('Waits for the next PUBACK');
  await shown.run(() => void window.dispatchEvent(new Event('pagehide')));
  await shown.until(() => states()[0] === 'stopped');
  await shown.until(() => again.isEnded);
  const { client } = scene.asked('client', { kind: 'client', client: 'scope' });
  expect(client?.row.hasSession).toBe(false);
});

test('a recipe about sessions leaves its session', async () => {
  scene.connect('scope');
  await pane();
  await start('Broker restart with sessions');
  await shown.until(() => connects().length > 1);
  await shown.run(() => shown.live.tell({ kind: 'state', state: { ...CONNECTED } }));
  await shown.until(() => states()[0] === 'done');
  expect(connects().at(-1)).toMatchObject({ cleanStart: false, sessionExpiry: 3600 });
  await shown.run(() => closeConnection(shown.id));
  expect(shown.live.sent.findLast(({ kind }) => kind === 'disconnect')).toEqual({
    kind: 'disconnect',
  });
});

test('Start names the broker and the topic, also before it publishes nothing', async () => {
  scene.connect('scope', KEPT);
  await pane();
  const named = (text: string) => {
    const about = document.getElementById(button('Start').getAttribute('aria-describedby') ?? '');
    expect(about?.textContent).toBe(text);
  };
  named('Start publishes a test message to mqttscope/test at QoS 1, at the broker in this tab.');
  await part('Take-over');
  named('Start publishes nothing. It affects the connection of scope at the broker in this tab.');
  await part('Duplicated PUBLISH');
  named(
    'Start publishes nothing. It affects the next matching packet of scope at the broker in this tab, on any topic.',
  );
  await part('Broker restart with sessions');
  named('Start publishes nothing. It affects all clients at the broker in this tab.');
  await part('Lost PUBACK');
  await shown.run(() => connect(shown.id, { ...TAB_SETTINGS, readOnly: true }));
  await shown.run(() => shown.live.tell({ kind: 'state', state: { ...CONNECTED } }));
  named(
    'Start publishes nothing. It affects the next matching packet of scope at the broker in this tab, on any topic.',
  );
  await shown.click(button('Start'));
  await isThere('Waits for the next PUBACK');
  expect(shown.live.sent.some(({ kind }) => kind === 'publish')).toBe(false);
});

test('the palette shows a recipe and does not start it', async () => {
  scene.connect('scope', KEPT);
  await pane();
  const action = faultActions(shown.id).find(({ id }) => id === 'recipe-quota-exceeded');
  await shown.run(() => action?.run());
  await isThere('Start publishes a test message');
  expect(faultsPlaceOf(shown.id).recipe).toBe('quota-exceeded');
  expect(states()).toEqual([]);
});

test('a keep-alive timeout names its connection: the client may have reconnected', async () => {
  const scope = scene.connect('scope', KEPT);
  await pane();
  await start('Keep alive lost');
  await isThere('Waits for the next PINGREQ from scope.');
  scope.send({ type: 'pingreq' });
  expect(scope.take()).toEqual([]);
  const again = scene.connect('scope', KEPT).send({ type: 'pingreq' });
  expect(again.take()).toMatchObject([{ type: 'pingresp' }]);
  await isThere(
    'After its PINGREQ, nothing more passed between scope and the broker on that connection.',
  );
});

test('selects another client, or the first to connect', async () => {
  scene.connect('scope', KEPT);
  const press = scene.connect('press-07');
  await pane();
  const select = named(shown.box, 'select', 'Client');
  await shown.until(() => select.textContent?.includes('press-07') === true);
  await choose(select, 'client:press-07');
  await isThere('The session of press-07 ends with its connection');
  expect(has('first reconnects')).toBe(false);
  await start('Server moved');
  await isThere('press-07 was redirected to another server.');
  expect(press.isEnded).toBe(true);
  await choose(select, 'anybody');
  await start('Keep alive lost');
  await isThere('Waits for the next PINGREQ from any client.');
});

async function choose(select: HTMLElement, value: string): Promise<void> {
  await shown.run(() => {
    Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value')?.set?.call(select, value);
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

test('walks through a handshake packet by packet', async () => {
  const scope = scene.connect('scope', KEPT);
  await pane();
  await part('Step mode');
  await shown.click(button('Start step mode'));
  await isThere('On for scope');
  scope.publish('walk/a', 'x', { qos: 2, packetId: 7 });
  await isThere('1 packet waits');
  expect(waiting()).toEqual(['from client PUBLISH 7 walk/a']);
  expect(has('0000  34 ')).toBe(true);
  await shown.click(button('Release next'));
  await shown.until(() => waiting()[0] === 'to client PUBREC 7 walk/a');
  // Same as the key.
  await shown.run(() => void letNextGo(shown.id));
  await isThere('0 packets wait');
  expect(scope.take()).toMatchObject([{ type: 'pubrec', packetId: 7 }]);
  scope.send({ type: 'pubrel', packetId: 7 });
  await shown.until(() => waiting()[0] === 'from client PUBREL 7 walk/a');
  await shown.click(named(shown.box, 'button[aria-label]', 'Stop step mode of scope'));
  await isThere('Nothing waits');
  expect(scope.take()).toMatchObject([{ type: 'pubcomp', packetId: 7 }]);
});

test.each([
  ['closing the tab', () => closeConnection(shown.id)],
  ['leaving the page', () => void window.dispatchEvent(new Event('pagehide'))],
])('%s ends only the step mode that was started there', async (_how, leave) => {
  const scope = scene.connect('scope', KEPT);
  scene.connect('press');
  scene.ask({ kind: 'step', client: 'press', withPings: false });
  await pane();
  await part('Step mode');
  await isThere('On for press');
  await shown.click(button('Start step mode'));
  await isThere('On for scope');
  scope.publish('walk/a', 'x', { qos: 1, packetId: 7 });
  await isThere('1 packet waits');
  await shown.run(leave);
  await shown.until(() => stepping().join() === 'press');
  expect(scope.take()).toMatchObject([{ type: 'puback', packetId: 7 }]);
});

function stepping(): string[] {
  return scene.asked('waiting', { kind: 'list-waiting' }).stepping.map(({ client }) => client);
}

/** Direction, type, identifier and topic of waiting packets. */
function waiting(): string[] {
  const list = named(shown.box, 'section', 'Waiting packets');
  return [...list.querySelectorAll('li button[aria-pressed]')].map((row) =>
    [...(row.firstElementChild?.children ?? [])]
      .slice(0, 4)
      .map((cell) => cell.textContent)
      .join(' '),
  );
}

test('a rule is made in the form, with errors beside their fields', async () => {
  const client = scene.connect('press');
  await pane();
  await part('Fault rules');
  await isThere('No fault rules');
  await shown.click(button('Add rule'));
  await type(named(shown.box, 'input', 'Only the nth'), 'first');
  await shown.click(button('PUBACK'));
  await shown.click(button('Add this rule'));
  const nth = named(shown.box, 'input', 'Only the nth');
  expect(nth.getAttribute('aria-invalid')).toBe('true');
  expect(has('must be a whole number, 1 or above')).toBe(true);
  await shown.until(() => document.activeElement === nth);
  await type(nth, '2');
  await shown.click(button('Add this rule'));
  await isThere('PUBACK · only no. 2 → drop');
  client.publish('t', 'x', { qos: 1, packetId: 1 }).publish('t', 'x', { qos: 1, packetId: 2 });
  expect(client.take()).toMatchObject([{ type: 'puback', packetId: 1 }]);
  await isThere('matched 2, treated 1');

  await shown.click(button('Duplicate rule-1'));
  await shown.click(button('Add this rule'));
  await isThere('rule-2');
  await shown.click(button('Move rule-2 up'));
  await shown.until(() => rules().join() === 'rule-2,rule-1');
  expect(has('matched 2, treated 1')).toBe(true);
  await shown.click(named(shown.box, 'input[role=switch]', 'rule-1'));
  await shown.until(() => scene.asked('rules', { kind: 'list-rules' }).rules[1]?.enabled === false);
  await shown.click(button('Delete rule-2'));
  await shown.until(() => rules().join() === 'rule-1');
});

function rules(): (string | null)[] {
  return [...shown.box.querySelectorAll('ol input[role=switch]')].map((box) =>
    box.getAttribute('aria-label'),
  );
}

test('rules as JSON report errors with line and column, and take effect', async () => {
  await pane();
  await part('Fault rules');
  await isThere('No fault rules');
  await shown.click(button('As JSON'));
  const box = named(shown.box, 'textarea', 'Rules as JSON, as in a file for --faults');
  await type(box, '{"version": 1,\n"rules": [{"id": "a", "do": "burn"}]}');
  expect(has('line 2, column 29: rules[0].do must be')).toBe(true);
  expect(button('Apply').hasAttribute('disabled')).toBe(true);
  await type(
    box,
    // Some editors save a byte order mark.
    '\ufeff{"version": 1, "rules": [{"id": "a", "match": {"packet": "PUBLISH"}, "do": "hold"}]}',
  );
  await shown.click(button('Apply'));
  await isThere('PUBLISH → hold');
  const client: Wire = scene.connect('press');
  client.publish('t', 'x', { qos: 1, packetId: 3 });
  await part('Step mode');
  await isThere('held by a');
  await shown.click(button('Release'));
  await isThere('0 packets wait');
});
