import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { ControlledScene } from '../../../broker/control/control.testkit.ts';
import type { Wire } from '../../../broker/core/broker.testkit.ts';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { plainSubscription } from '../../../profiles/settings/plainSubscription.ts';
import type { ConnectionSettings } from '../../../profiles/settings/settings.ts';
import { named, type } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { CONNECTED, placeInTab, TAB_SETTINGS } from '../../session/broker/tabBroker.testkit.ts';
import { connect } from '../../session/connection/connections.ts';
import { answerQuestion, useConfirm } from '../../session/dialogs/confirm.ts';
import { faultsPlaceOf } from '../../session/faults/place.ts';
import { setLayout } from '../../session/view/layout.ts';
import { useOver } from '../../session/view/publishDrawer.ts';
import { viewOf } from '../../session/view/tabView.ts';
import { BrokerView } from './BrokerView.tsx';

let scene: ControlledScene;
let shown: Shown;

beforeEach(() => {
  scene = new ControlledScene();
  placeInTab(scene);
});
afterEach(() => shown.end());

async function view(change: Partial<ConnectionSettings> = {}): Promise<void> {
  shown = await show(BrokerView, () => undefined);
  await shown.run(() => connect(shown.id, { ...TAB_SETTINGS, ...change }));
}

const rowsOf = (grid: string): HTMLElement[] => [
  ...named(shown.box, '[role=grid]', grid).querySelectorAll<HTMLElement>('[data-index]'),
];
const cells = (row: HTMLElement | undefined): (string | null)[] =>
  [...(row?.querySelectorAll('[role=gridcell]') ?? [])].map((cell) => cell.textContent);
const firsts = (grid: string): (string | null | undefined)[] =>
  rowsOf(grid).map((row) => cells(row)[0]);
const has = (text: string): boolean => shown.box.textContent?.includes(text) === true;

async function choosePart(part: string): Promise<void> {
  await shown.until(() => shown.box.querySelector('[role=tab]') !== null);
  await shown.click(named(shown.box, '[role=tab]', part));
}
async function open(part: string, grid: string, rows: number): Promise<void> {
  await choosePart(part);
  await shown.until(() => rowsOf(grid).length === rows);
}

async function choose(grid: string, name: string): Promise<void> {
  const row = rowsOf(grid).find((each) => cells(each)[0]?.startsWith(name));
  await shown.click(row ?? shown.box);
  await shown.until(() => has('Receive maximum') || has('Not connected.'));
}

/** Text of the last head, with its spoken name. */
const TO = 'To/sRate to client, messages and bytes a second';
const KEPT = [{ name: 'sessionExpiryInterval', value: 3600 } as const];

/** Three connected clients, and a session that waits with two messages. */
function clients(): { readonly press: Wire; readonly old: Wire } {
  const press = scene.connect('press-07', { properties: KEPT });
  press.subscribe({ filter: 'cmd/press-07/#', qos: 1 });
  const old = scene.connect('oven-01', { version: 4 });
  old.subscribe('$share/readers/sensors/+/temp', 'cmd/#');
  const away = scene.connect('away', { cleanStart: false, properties: KEPT });
  away.subscribe({ filter: 'alarms/#', qos: 2 });
  away.cut();
  const publisher = scene.connect('publisher');
  publisher.publish('alarms/a', 'one', { qos: 1, packetId: 1 });
  publisher.publish('alarms/b', 'two', { qos: 1, packetId: 2 });
  publisher.publish('state/press', '<b onclick=x>21</b>', { retain: true });
  publisher.publish('state/oven', Uint8Array.of(0xff, 0x00), { retain: true });
  return { press, old };
}

describe('clients and sessions', () => {
  test('lists connected clients, and sessions of disconnected ones', async () => {
    clients();
    await view();
    await open('Clients', 'Clients', 4);
    expect(firsts('Clients')).toEqual(['away', 'oven-01', 'press-07', 'publisher']);
    expect(cells(rowsOf('Clients')[0])).toEqual(
      expect.arrayContaining(['offline', '0', 'Connection lost, no DISCONNECT', '1 h']),
    );
    expect(cells(rowsOf('Clients')[1])).toEqual(expect.arrayContaining(['connected', '0', 'ends']));
    await shown.click(named(shown.box, 'input', 'Away'));
    await shown.until(() => rowsOf('Clients').length === 1);
    expect(cells(rowsOf('Clients')[0])).toEqual(expect.arrayContaining(['away', '1 h', 'in 1 h']));
    expect(cells(rowsOf('Clients')[0]).at(-1)).toMatch(/KiB$/);
  });

  test('a client that loses its connection again and again has a warning sign', async () => {
    scene.connect('once').cut();
    for (let count = 0; count < 3; count += 1) scene.connect('again').cut();
    await view();
    await open('Clients', 'Clients', 2);
    const [again, once] = rowsOf('Clients');
    expect(again?.querySelector('svg.text-warn')).not.toBeNull();
    expect(once?.querySelector('svg.text-warn')).toBeNull();
  });

  test('a client that keeps reconnecting is on top, with the reason and what to do', async () => {
    clients();
    for (let count = 0; count < 3; count += 1) scene.connect('press-07');
    await view();
    await open('Clients', 'Clients', 4);
    expect(cells(rowsOf('Clients')[0])).toEqual(
      expect.arrayContaining([
        'press-07',
        'connected',
        '3',
        'Same client ID, from 127.0.0.1:50000',
      ]),
    );
    await choose('Clients', 'press-07');
    expect(has('Two devices use this client ID')).toBe(true);
    expect(has('4 connections')).toBe(true);
  });

  test('column headers fit a phone, with the long name as a tooltip', async () => {
    vi.spyOn(window, 'innerWidth', 'get').mockReturnValue(390);
    clients();
    await view();
    await open('Clients', 'Clients', 4);
    const heads = [...shown.box.querySelectorAll('[role=columnheader]')];
    expect(heads.map((head) => head.textContent)).toEqual([
      'Client ID',
      'Connection',
      'Reconn.',
      'Last end',
    ]);
    expect(heads[3]?.querySelector('[title]')?.getAttribute('title')).toBe(
      'Why the last connection ended',
    );
    vi.restoreAllMocks();
  });

  test('a row’s menu has the actions for its client, also by keyboard', async () => {
    clients();
    await view();
    await open('Clients', 'Clients', 4);
    await shown.click(rowsOf('Clients')[3]?.querySelector('[data-row-menu]') ?? shown.box);
    const menu = (): HTMLElement => named(document.body, '[role=menu]', 'Clients');
    const items = (): (string | null)[] =>
      [...menu().querySelectorAll('[role=menuitem]')].map(({ textContent }) => textContent);
    expect(items()).toEqual([
      'Show in Inspect',
      'Show its messages',
      'Show its subscriptions',
      'Start step mode',
      'Disconnect…',
      'End session',
      'Copy client ID',
      'Copy address',
    ]);
    await shown.press(menu(), 'Escape');
    await choose('Clients', 'away');
    await shown.press(named(shown.box, '[role=grid]', 'Clients'), 'ContextMenu');
    expect(items()).not.toContain('Copy address');
    await shown.click(named(menu(), '[role=menuitem]', 'Show its messages'));
    await shown.until(() => rowsOf('Messages').length === 2);
  });

  test('a client’s detail lists the topics to which it publishes', async () => {
    clients();
    await view();
    await open('Clients', 'Clients', 4);
    await choose('Clients', 'publisher');
    await shown.until(() => has('4 topics in the last 4 messages'));
    // A rate would go on after the last message.
    expect(shown.box.textContent).not.toMatch(/\d\/s/);
    await choose('Clients', 'oven-01');
    await shown.until(() => has('nothing that the broker still remembers'));
    expect(has('4 topics in the last 4 messages')).toBe(false);
  });

  test('are sorted by a column header, by keyboard too, and the order is announced', async () => {
    clients();
    await view();
    await open('Clients', 'Clients', 4);
    const head = (name: string): Element =>
      [...shown.box.querySelectorAll('[role=columnheader]')].find(
        ({ textContent }) => textContent === name,
      ) ?? shown.box;
    const button = (name: string): HTMLElement =>
      head(name).querySelector<HTMLElement>('button') ?? shown.box;
    const sorted = () =>
      [...shown.box.querySelectorAll('[role=columnheader]:not([aria-sort=none])')].map(
        (one) => `${one.textContent} ${one.getAttribute('aria-sort')}`,
      );
    expect(firsts('Clients')).toEqual(['away', 'oven-01', 'press-07', 'publisher']);
    expect(sorted()).toEqual(['Reconnects/min descending']);
    // Tab reaches a single head, arrow keys the others.
    expect(shown.box.querySelectorAll('[role=columnheader] [tabindex="0"]')).toHaveLength(1);
    button('Client ID').focus();
    await shown.press(button('Client ID'), 'End');
    expect(document.activeElement).toBe(button(TO));
    await shown.press(button(TO), 'Home');
    expect(document.activeElement).toBe(button('Client ID'));
    await shown.click(button('Client ID'));
    await shown.until(() => sorted().join() === 'Client ID ascending');
    await shown.click(button('Client ID'));
    await shown.until(() => firsts('Clients')[0] === 'publisher');
    expect(sorted()).toEqual(['Client ID descending']);
    await shown.click(button('Held'));
    await shown.until(() => firsts('Clients')[0] === 'away');
    expect(sorted()).toEqual(['Held descending']);
  });

  test('searches, and says when no client matches', async () => {
    clients();
    await view();
    await open('Clients', 'Clients', 4);
    const search = named(shown.box, 'input', 'Search clients');
    await type(search, 'press');
    await shown.until(() => rowsOf('Clients').length === 1);
    expect(firsts('Clients')).toEqual(['press-07']);
    await type(search, 'nobody');
    await shown.until(() => has('No matching clients'));
  });

  test('shows everything held for the selected client, by keyboard', async () => {
    clients();
    await view();
    await open('Clients', 'Clients', 4);
    const grid = named(shown.box, '[role=grid]', 'Clients');
    await shown.press(grid, 'Home');
    await shown.until(() => has('Not connected. Its session is kept.'));
    const detail = named(shown.box, 'section', 'Client');
    expect(detail.textContent).toContain('alarms/aQoS 1');
    expect(detail.textContent).toMatch(/2 messages, [\d.]+ KiB of memory/);
    expect(detail.textContent).toContain('alarms/#QoS 2');
    await shown.press(grid, 'ArrowDown');
    await shown.until(
      () => named(shown.box, 'section', 'Client').textContent?.includes('cmd/#') === true,
    );
    expect(named(shown.box, 'section', 'Client').textContent).toContain('MQTT 3.1.1');
  });

  test('shows names with bidirectional marks or excessive length safely, and can select their clients', async () => {
    scene.connect(`\u202e<b>${'x'.repeat(60_000)}`);
    await view();
    await open('Clients', 'Clients', 1);
    const name = firsts('Clients')[0] ?? '';
    expect(name).toMatch(/^⟨U\+202E⟩<b>x+…$/);
    expect(name.length).toBeLessThan(600);
    await choose('Clients', '⟨U+202E⟩');
    expect(shown.box.querySelector('b')).toBeNull();
    expect(shown.box.innerHTML.length).toBeLessThan(60_000);
  });

  test('marks the app’s own connection', async () => {
    scene.connect('scope');
    await view();
    await shown.run(() => shown.live.tell({ kind: 'state', state: CONNECTED }));
    await open('Clients', 'Clients', 1);
    expect(cells(rowsOf('Clients')[0]).slice(0, 2)).toEqual(['scope', 'this app']);
  });
});

describe('disconnecting a client', () => {
  test('sends the selected reason and a text, which the client receives', async () => {
    const { press } = clients();
    await view();
    await open('Clients', 'Clients', 4);
    await choose('Clients', 'press-07');
    press.take();
    await shown.click(named(shown.box, 'button', 'Disconnect…'));
    const select = named(shown.box, 'select', 'Reason code');
    const options = [...select.querySelectorAll('option')].map((option) => option.textContent);
    expect(options).toContain('0x98 Administrative action');
    expect(options).toContain('0x8B Server shutting down');
    // Only a client may say these.
    expect(options.some((option) => /0x0[04]/.test(option))).toBe(false);
    expect(select).toHaveProperty('value', String(0x98));
    await type(named(shown.box, 'input', 'Reason string'), 'maintenance');
    await shown.click(named(shown.box, 'dialog button[type=submit]', 'Disconnect'));
    await shown.until(() => press.isEnded);
    expect(press.take()).toEqual([
      {
        type: 'disconnect',
        reasonCode: 0x98,
        properties: [{ name: 'reasonString', value: 'maintenance' }],
      },
    ]);
  });

  test('offers a server reference only for the two redirect codes', async () => {
    const { press } = clients();
    await view();
    await open('Clients', 'Clients', 4);
    await choose('Clients', 'press-07');
    press.take();
    await shown.click(named(shown.box, 'button', 'Disconnect…'));
    const select = named(shown.box, 'select', 'Reason code');
    expect(has('Server reference')).toBe(false);
    await shown.run(() => {
      Object.assign(select, { value: String(0x9d) });
      select.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await type(named(shown.box, 'input', 'Server reference'), 'other.example:1883');
    await shown.click(named(shown.box, 'dialog button[type=submit]', 'Disconnect'));
    await shown.until(() => press.isEnded);
    expect(press.take()).toEqual([
      {
        type: 'disconnect',
        reasonCode: 0x9d,
        properties: [{ name: 'serverReference', value: 'other.example:1883' }],
      },
    ]);
  });

  test('warns that an older client sees only that its connection ends', async () => {
    const { old } = clients();
    await view();
    await open('Clients', 'Clients', 4);
    await choose('Clients', 'oven-01');
    old.take();
    await shown.click(named(shown.box, 'button', 'Disconnect…'));
    expect(has('MQTT 3.1.1 has no DISCONNECT from a server')).toBe(true);
    await shown.click(named(shown.box, 'dialog button[type=submit]', 'Disconnect'));
    await shown.until(() => old.isEnded);
    expect(old.take()).toEqual([]);
  });

  test('its packets wait in step mode, and a button shows them', async () => {
    const { press } = clients();
    await view();
    await open('Clients', 'Clients', 4);
    await choose('Clients', 'press-07');
    const step = (): HTMLElement => named(shown.box, 'button', 'Step mode');
    await shown.click(step());
    await shown.until(() => step().getAttribute('aria-pressed') === 'true');
    press.publish('from/press', 'waits');
    await shown.click(named(shown.box, 'button', 'Show what waits'));
    expect(viewOf(shown.id).panel).toBe('faults');
    expect(faultsPlaceOf(shown.id)).toMatchObject({ part: 'step', choice: { client: 'press-07' } });
  });

  test('asks before ending the session', async () => {
    clients();
    await view();
    await open('Clients', 'Clients', 4);
    await choose('Clients', 'away');
    const end = named(shown.box, 'button', 'End session');
    end.focus();
    await shown.click(end);
    expect(useConfirm.getState().question?.title).toBe('End the session of away?');
    await shown.run(() => answerQuestion(true));
    await shown.until(() => has('no session is kept'));
    expect(has('Its session is kept')).toBe(false);
    // The button was removed, and the focus is in the list.
    await shown.until(() => document.activeElement?.getAttribute('aria-label') === 'Clients');
  });

  test('shows the broker’s error above the list', async () => {
    const { press } = clients();
    await view();
    await open('Clients', 'Clients', 4);
    await choose('Clients', 'press-07');
    press.cut();
    await shown.click(named(shown.box, 'button', 'Disconnect…'));
    await shown.click(named(shown.box, 'dialog button[type=submit]', 'Disconnect'));
    await shown.until(() => has('The broker refused'));
    await shown.click(named(shown.box, 'button', 'Dismiss'));
    expect(has('The broker refused')).toBe(false);
  });
});

describe('subscriptions', () => {
  const test_ = (): HTMLElement => named(shown.box, 'input', 'Match test for a topic');

  test('a topic name narrows the list to matching filters', async () => {
    clients();
    await view();
    await open('Subscriptions', 'Subscriptions', 4);
    await type(test_(), 'cmd/press-07/set');
    await shown.until(() => has('2 subscriptions match cmd/press-07/set'));
    expect(new Set(firsts('Subscriptions'))).toEqual(new Set(['cmd/#', 'cmd/press-07/#']));
    await type(test_(), 'sensors/hz-2/temp');
    await shown.until(() => has('1 subscription matches sensors/hz-2/temp'));
    expect(has('Of a shared subscription, one member gets the message')).toBe(true);
    await type(test_(), 'nothing/here');
    await shown.until(() => has('No subscription matches nothing/here'));
    await type(test_(), 'cmd/+');
    await shown.until(() => shown.box.querySelector('[role=alert]') !== null);
    // Neither rows nor their number could be taken for the result.
    await shown.until(() => rowsOf('Subscriptions').length === 0);
    expect(has('4 subscriptions')).toBe(false);
  });
});

describe('retained messages', () => {
  test('show the start of their payload as plain text, and are cleared one by one', async () => {
    clients();
    await view();
    await open('Retained', 'Retained messages', 2);
    expect(cells(rowsOf('Retained messages')[1]).slice(0, 2)).toEqual([
      'state/press',
      '<b onclick=x>21</b>',
    ]);
    expect(cells(rowsOf('Retained messages')[0])[1]).toBe('ff 00');
    expect(shown.box.querySelector('[onclick]')).toBeNull();
    const grid = named(shown.box, '[role=grid]', 'Retained messages');
    await shown.press(grid, 'End');
    await shown.press(grid, 'Delete');
    expect(useConfirm.getState().question?.title).toContain('state/press');
    await shown.run(() => answerQuestion(true));
    await shown.until(() => rowsOf('Retained messages').length === 1);
  });
});

test('searching retained messages hides $SYS by default, and an invalid filter is reported', async () => {
  scene = new ControlledScene({ limits: { sysInterval: 10 } });
  placeInTab(scene);
  clients();
  await view();
  await open('Retained', 'Retained messages', 2);
  const search = named(shown.box, 'input', 'Filter retained messages');
  const topics = () => firsts('Retained messages');
  await type(search, 'e');
  await shown.until(() => topics().join() === 'state/oven,state/press');
  await shown.click(named(shown.box, 'input', '$SYS too'));
  await shown.until(() => topics()[0]?.startsWith('$SYS/') === true);
  await shown.click(named(shown.box, 'input', '$SYS too'));
  await type(search, 'state/#/x');
  await shown.until(() => has('No matching retained messages'));
  expect(has('This is not a topic filter, so it is searched for as text. The wildcard #')).toBe(
    true,
  );
  // A typed filter is searched literally.
  await type(search, '$SYS/broker/clients/+');
  await shown.until(() => topics()[0]?.startsWith('$SYS/') === true);
  expect(has('This is not a topic filter')).toBe(false);
});

test('$SYS has names and values', async () => {
  clients();
  await view();
  await choosePart('$SYS');
  await shown.until(() => rowsOf('$SYS').length > 5);
  const connected = rowsOf('$SYS').find((row) => cells(row)[0] === '$SYS/broker/clients/connected');
  expect(cells(connected)[1]).toBe('3');
});

describe('an empty list', () => {
  const offers = (name: string): boolean =>
    // Its shortcut is drawn beside its name.
    [...shown.box.querySelectorAll('button > span')].some(
      ({ textContent }) => textContent === name,
    );
  const connected = () => shown.run(() => shown.live.tell({ kind: 'state', state: CONNECTED }));
  const CLOSED = { kind: 'closed', failure: undefined } as const;

  test.each([
    ['Clients', 'Clients', 'No clients connected', undefined, undefined],
    ['Subscriptions', 'Subscriptions', 'No subscriptions', 'Enter a topic filter', 'topics'],
    ['Retained', 'Retained messages', 'No retained messages', 'Write a message', 'publish'],
    ['Messages', 'Messages', 'No message yet', 'Write a message', 'publish'],
  ] as const)('%s says so, with a link to what fills it', async (part, grid, said, next, pane) => {
    await view();
    await open(part, grid, 0);
    await shown.until(() => has(said));
    await connected();
    setLayout({ publishPinned: false });
    useOver.setState({ isOpen: false });
    const before = viewOf(shown.id).front;
    if (next !== undefined) {
      await shown.until(() => offers(next));
      await shown.click(named(shown.box, 'button', next));
    }
    const others = ['Enter a topic filter', 'Write a message'].filter((one) => one !== next);
    expect(others.some(offers)).toBe(false);
    expect(viewOf(shown.id).front).toBe(pane === 'topics' ? pane : before);
    expect(useOver.getState().isOpen).toBe(pane === 'publish');
    await shown.run(() => shown.live.tell({ kind: 'state', state: CLOSED }));
    // The top bar has the button.
    await shown.until(() => others.concat(next ?? []).every((one) => !offers(one)));
    expect(offers('Connect again')).toBe(false);
  });

  test('the next step keeps its focus outside the grid, which may contain only rows', async () => {
    await view();
    await open('Retained', 'Retained messages', 0);
    await connected();
    await shown.until(() => offers('Write a message'));
    const button = named(shown.box, 'button', 'Write a message');
    expect(button.closest('[role=grid]')).toBeNull();
    button.focus();
    expect(document.activeElement).toBe(button);
  });

  test.each(['Retained', 'Messages'])(
    '%s of a read-only connection has no link to publishing',
    async (part) => {
      await view({ readOnly: true });
      await connected();
      await open(part, part === 'Retained' ? 'Retained messages' : part, 0);
      await shown.until(() =>
        has(part === 'Retained' ? 'A PUBLISH with RETAIN' : 'No message yet'),
      );
      expect(offers('Write a message')).toBe(false);
    },
  );

  test.each([
    ['Clients', 'Clients', 'Search clients', 'No matching clients'],
    ['Subscriptions', 'Subscriptions', 'Search subscriptions', 'No matching subscriptions'],
    ['Retained', 'Retained messages', 'Filter retained messages', 'No matching retained'],
    ['Messages', 'Messages', 'Search messages by topic', 'No matching messages'],
    ['$SYS', '$SYS', 'Search $SYS', 'No matching $SYS topics'],
  ])('%s without matches offers to clear the search', async (part, grid, box, said) => {
    clients();
    await view();
    await choosePart(part);
    await shown.until(() => rowsOf(grid).length > 0);
    const before = rowsOf(grid).length;
    await type(named(shown.box, 'input', box), 'nowhere');
    await shown.until(() => has(said));
    await shown.click(named(shown.box, 'button', 'Clear the search'));
    await shown.until(() => rowsOf(grid).length === before);
    expect(named(shown.box, 'input', box)).toHaveProperty('value', '');
  });

  test('paused Messages says so instead of requesting one', async () => {
    await view();
    await connected();
    await open('Messages', 'Messages', 0);
    await shown.until(() => offers('Write a message'));
    await shown.click(named(shown.box, 'button', 'Pause'));
    await shown.until(() => has('The list is paused: newer messages are not in it.'));
    expect(offers('Write a message')).toBe(false);
    expect(has('No message yet')).toBe(true);
  });
});

describe('without access to a broker', () => {
  test('says that there is no connection yet', async () => {
    shown = await show(BrokerView, () => undefined);
    expect(has('No broker yet')).toBe(true);
  });

  test('for another server, explains the view and accepts a token that never appears in the page', async () => {
    await view({ url: 'wss://broker.example/mqtt' });
    await shown.until(() => has('Enter the token of a companion…'));
    await shown.click(named(shown.box, 'button', 'Enter the token of a companion…'));
    await type(named(shown.box, 'input', 'Token'), 'S3CRET');
    expect(shown.box.innerHTML).not.toContain('S3CRET');
    const kept = Array.from({ length: localStorage.length }, (_, at) =>
      localStorage.getItem(localStorage.key(at) ?? ''),
    );
    expect(kept.join()).not.toContain('S3CRET');
    expect(named(shown.box, 'button', 'Open the broker')).toHaveProperty('disabled', false);
  });

  test('for another server, shows $SYS and subscribes to it', async () => {
    await view({ url: 'wss://broker.example/mqtt' });
    await shown.run(() => shown.live.tell({ kind: 'state', state: CONNECTED }));
    await shown.until(() => has('A subscription to # does not include them'));
    await shown.click(named(shown.box, 'button', 'Subscribe to $SYS/#'));
    expect(shown.live.sent).toContainEqual({
      kind: 'subscribe',
      subscription: plainSubscription('$SYS/#', 0),
    });
    await shown.run(() => {
      shown.live.receive(publishBytes('$SYS/broker/version', encodeUtf8('other 1.2')));
      shown.live.receive(publishBytes('$SYS/broker/clients/connected', encodeUtf8('1204')));
    });
    await shown.until(() => has('Statistics from $SYS'));
    const board = named(shown.box, 'section', 'Statistics from $SYS');
    expect(board.textContent).toContain('Connected1,204');
    expect(board.textContent).toContain('Versionother 1.2');
    expect(rowsOf('$SYS').map(cells)).toEqual([
      ['$SYS/broker/clients/connected', '1204'],
      ['$SYS/broker/version', 'other 1.2'],
    ]);
  });
});
