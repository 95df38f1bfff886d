import { act } from 'react';
import { afterEach, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { signatureOf } from '../../../alibaba/sign.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import type { Probe } from '../../../connection/bridge/bestProbe.ts';
import type { LineFailure } from '../../../connection/bridge/lineFacts.ts';
import { encode } from '../../../mqtt/codec/encode.ts';
import { UNTOUCHED } from '../../../profiles/settings/plainSubscription.ts';
import { settingsWith } from '../../../profiles/settings/settings.testkit.ts';
import { loadRest } from '../../kit/loading/loadedLater.ts';
import { named, paste, type } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { useConnections } from '../../session/connection/connections.ts';
import { CONNECTED } from '../../session/connection/handle.testkit.ts';
import { closeConnection } from '../../session/connectionTabs.ts';
import { draftOf } from '../../session/profiles/draft.ts';
import { draftFor, setDraft } from '../../session/profiles/drafts.ts';
import { searches } from '../../session/profiles/searches.ts';
import { deviceConnect, verifyConnect } from '../../session/signIn/verifyConnect.ts';
import { verifyingOf } from '../../session/signIn/verifying.ts';
import { profiles, useProfiles } from '../../session/storage.ts';
import { unfold } from '../../session/view/formSections.ts';
import { setView, useView, viewOf } from '../../session/view/tabView.ts';
import { Editor } from './Editor.tsx';

const Form = ({ connectionId }: { connectionId: string }) => (
  <Editor connectionId={connectionId} onClose={() => undefined} />
);

/** The form while its sheet is open; nothing else. */
function Screen({ connectionId }: { connectionId: string }) {
  return useView(connectionId).screen === 'editor' ? <Form connectionId={connectionId} /> : null;
}

/** The form with all sections unfolded. */
async function showForm(): Promise<Shown> {
  const form = await show(Form, () => undefined);
  await form.run(() => {
    for (const section of ['session', 'mqtt5', 'line', 'profile'] as const)
      unfold(form.id, section);
  });
  return form;
}

// The lazy parts for devices are loaded, as after an idle moment.
beforeAll(loadRest);

let shown: Shown | undefined;
afterEach(() => {
  vi.useRealTimers();
  return shown?.end();
});

const valueOf = (box: HTMLElement, name: string) => {
  const input = named(box, 'input', name);
  return input instanceof HTMLInputElement ? input.value : undefined;
};

const buttons = (box: HTMLElement) =>
  [...box.querySelectorAll('button')].map(({ textContent }) => textContent);

/** Class of the screen's primary button. */
const FILLED = 'bg-accent-fill';

test('connects with the typed values', async () => {
  shown = await showForm();
  const { box, live, click } = shown;
  await type(named(box, 'input', 'URL'), 'ws://127.0.0.1:9001/mqtt');
  await type(named(box, 'input', 'User name'), 'ann');
  await type(named(box, 'input', 'Password'), 'hunter2');
  await click(named(box, 'input[type=radio]', '3.1.1'));
  await click(named(box, 'button', 'Connect'));
  expect(live.sent).toMatchObject([
    {
      kind: 'connect',
      settings: {
        url: 'ws://127.0.0.1:9001/mqtt',
        version: 4,
        signIn: { kind: 'password', userName: 'ann', password: 'hunter2' },
      },
    },
  ]);
});

test('Duplicate opens the copy in a new tab', async () => {
  shown = await showForm();
  const { box, click } = shown;
  await type(named(box, 'input', 'URL'), 'ws://127.0.0.1:9001/mqtt');
  await click(named(box, 'button', 'Duplicate'));
  const { active = '' } = useConnections.getState();
  onTestFinished(() => closeConnection(active));
  expect(active).not.toBe(shown.id);
  expect(draftFor(active).url).toBe('ws://127.0.0.1:9001/mqtt');
  expect(viewOf(active).screen).toBe('editor');
});

test('the link to the sign-in debugger is shown only for devices', async () => {
  shown = await showForm();
  const { box, click, until } = shown;
  await click(named(box, 'input[type=radio]', 'Alibaba Cloud IoT'));
  const jump = () =>
    [...box.querySelectorAll('button')].find((one) => one.textContent === 'Sign-in debugger');
  await until(() => jump() !== undefined);
  await click(named(box, 'input[type=radio]', 'User and password'));
  expect(jump()).toBeUndefined();
});

test('the sign-in debugger shows the rejection of a complete form', async () => {
  shown = await showForm();
  const { box, live, click, run, until } = shown;
  await click(named(box, 'input[type=radio]', 'Alibaba Cloud IoT'));
  await until(() => box.textContent.includes('Sign-in debugger'));
  await type(named(box, 'input', 'Product key'), 'a1B2c3D4e5F');
  await type(named(box, 'input', 'Device name'), 'lamp');
  await type(named(box, 'input', 'Device secret'), 's');
  await until(() => box.textContent.includes('Sign-in debuggercomplete'));
  const failure = { kind: 'refused', code: 4, reasonString: undefined } as const;
  await run(() => live.tell({ kind: 'state', state: { kind: 'closed', failure } }));
  expect(box.textContent).toContain('Sign-in debuggercomplete, but refused (4)');
});

test('a failed attempt returns to the form with the failure above it', async () => {
  shown = await showForm();
  const { box, live, run } = shown;
  const form = box.querySelector('[data-pane=editor] > .min-h-0') ?? box;
  form.scrollTop = 300;
  const failure = { kind: 'refused', code: 4, reasonString: undefined } as const;
  await run(() => live.tell({ kind: 'state', state: { kind: 'closed', failure } }));
  expect(form.scrollTop).toBe(0);
});

test('a revealed sign-in stays revealed beside and below the form, until the editor closes', async () => {
  let isWide = true;
  const hears = new Set<() => void>();
  const none = window.matchMedia;
  shown = await show(Screen, () => {
    window.matchMedia = (query) =>
      Object.defineProperties(
        none(query),
        Object.getOwnPropertyDescriptors({
          get matches() {
            return query === '(min-width: 1200px)' && isWide;
          },
          addEventListener: (_kind: string, hear: () => void) => hears.add(hear),
          removeEventListener: (_kind: string, hear: () => void) => hears.delete(hear),
        }),
      );
  });
  const { box, id, click, run, until } = shown;
  await run(() => setView(id, { screen: 'editor' }));
  await click(named(box, 'input[type=radio]', 'Alibaba Cloud IoT'));
  const withSecret = () =>
    box.querySelector<HTMLInputElement>('[role=switch][aria-label="With secret"]')?.checked;
  await until(() => withSecret() === false);
  await click(named(box, '[role=switch]', 'With secret'));
  await click(named(box, 'input[type=radio]', 'mqtt.js'));
  await run(() => {
    isWide = false;
    for (const hear of hears) hear();
  });
  expect(withSecret()).toBe(true);
  expect(named(box, 'input[type=radio]', 'mqtt.js')).toHaveProperty('checked', true);
  await click(named(box, 'button', 'Sign-in debugger'));
  expect(document.activeElement?.textContent).toBe('Sign-in debugger');
  await click(named(box, 'button', 'Back to the form'));
  expect(document.activeElement).toBe(named(box, 'input', 'Product key'));
  await run(() => setView(id, { screen: 'capture' }));
  await run(() => setView(id, { screen: 'editor' }));
  expect(withSecret()).toBe(false);
});

test('Enter in any line of the form connects, unless an input method uses it', async () => {
  shown = await showForm();
  const { box, live, run } = shown;
  await type(named(box, 'input', 'URL'), 'ws://127.0.0.1:9001/mqtt');
  const press = (name: string, init: KeyboardEventInit = {}) =>
    run(() =>
      named(box, 'input', name).dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...init }),
      ),
    );
  await press('Password', { isComposing: true });
  expect(live.sent).toEqual([]);
  for (const name of ['URL', 'User name', 'Password', 'Client ID']) await press(name);
  expect(live.sent.map(({ kind }) => kind)).toEqual(Array.from({ length: 4 }, () => 'connect'));
});

test('Enter parses a typed command line before it connects', async () => {
  shown = await showForm();
  const { id, box } = shown;
  const line = 'mosquitto_sub -h 127.0.0.1 -p 9001 --ws -u ann -P PLANTED -i my-id -t plant/a';
  await shown.run(() => setDraft(id, { ...draftFor(id), url: line }));
  await shown.press(named(box, 'input', 'URL'), 'Enter');
  await shown.until(() => draftFor(id).userName === 'ann');
  expect(draftFor(id)).toMatchObject({
    password: 'PLANTED',
    clientId: 'my-id',
    subscriptions: [{ filter: 'plant/a' }],
  });
  expect(box.innerHTML).not.toContain('PLANTED');
});

test('a section opened by an error stays open during the correction', async () => {
  shown = await show(Form, () => undefined);
  const { id, box } = shown;
  const wrong = { url: 'ws://127.0.0.1:9001/mqtt', keepAlive: 'x' };
  await shown.run(() => setDraft(id, { ...draftFor(id), ...wrong }));
  await shown.click(named(box, 'button', 'Connect'));
  const keepAlive = () => box.querySelector<HTMLInputElement>('input[aria-invalid=true]');
  await shown.until(() => keepAlive() !== null);
  const input = keepAlive();
  if (input !== null) await type(input, '60');
  expect(input?.isConnected).toBe(true);
});

test('only Connect retries at once, with the form’s changes', async () => {
  shown = await showForm();
  const { box, live, click, run } = shown;
  await type(named(box, 'input', 'URL'), 'ws://127.0.0.1:9001/mqtt');
  await click(named(box, 'button', 'Connect'));
  const url = 'ws://127.0.0.1:9001/mqtt';
  const failure = { kind: 'unreachable', url, pageIsSecure: false, forbidden: false } as const;
  const state = {
    kind: 'waiting',
    attempt: 2,
    at: Date.now() + 60_000,
    delay: 60_000,
    failure,
  } as const;
  await run(() => live.tell({ kind: 'state', state }));
  await shown.until(() => box.textContent?.includes('Stop') === true);
  expect(box.textContent).not.toContain('Retry now');
  // Connect would repeat the same attempt, so its button is not filled.
  expect(buttons(box)).toContain('Stop connecting');
  expect(named(box, 'button', 'Connect').className).not.toContain(FILLED);
  const kinds = () => live.sent.map(({ kind }) => kind);
  await click(named(box, 'button', 'Connect'));
  await shown.until(() => kinds().at(-1) === 'retry-now');
  await type(named(box, 'input', 'URL'), 'ws://127.0.0.1:9002/mqtt');
  expect(named(box, 'button', 'Connect').className).toContain(FILLED);
  await click(named(box, 'button', 'Connect'));
  await shown.until(() => kinds().at(-1) === 'connect');
  expect(kinds()).toEqual(['connect', 'retry-now', 'connect']);
});

test('an unchanged connected form has only Disconnect; changes can be applied', async () => {
  shown = await showForm();
  const { box, id, live, click, run } = shown;
  await type(named(box, 'input', 'URL'), 'ws://127.0.0.1:9001/mqtt');
  await click(named(box, 'button', 'Connect'));
  await run(() => {
    live.tell({ kind: 'state', state: CONNECTED });
    setView(id, { screen: 'editor' });
  });
  expect(buttons(box)).not.toContain('Connect');
  expect(buttons(box)).toContain('Disconnect');
  // The browser connects by itself, and reports neither steps nor times.
  expect(box.querySelector('aside')).toBeNull();
  const sent = live.sent.length;
  await run(() =>
    named(box, 'input', 'User name').dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }),
    ),
  );
  expect(live.sent).toHaveLength(sent);
  await type(named(box, 'input', 'User name'), 'ann');
  await click(named(box, 'button', 'Reconnect with changes'));
  expect(live.sent.at(-1)).toMatchObject({ settings: { signIn: { userName: 'ann' } } });
});

test('a name applies to the tab at once; profile settings and saving never reconnect', async () => {
  shown = await showForm();
  const { box, id, live, click, run, until } = shown;
  await type(named(box, 'input', 'URL'), 'ws://127.0.0.1:9001/mqtt');
  await click(named(box, 'button', 'Connect'));
  await run(() => {
    live.tell({ kind: 'state', state: CONNECTED });
    setView(id, { screen: 'editor' });
  });
  await type(named(box, 'input', 'Name'), 'Bench');
  expect(useConnections.getState().list.find((one) => one.id === id)?.name).toBe('Bench');
  await type(named(box, 'input', 'Folder'), 'Plant');
  await click(named(box, '[role=switch]', 'Connect at start'));
  await click(named(box, 'button', 'Save profile'));
  await until(() => useProfiles.getState().items.some(({ name }) => name === 'Bench'));
  expect(draftFor(id)).toMatchObject({ folder: 'Plant', connectAtStart: true });
  expect(buttons(box)).not.toContain('Reconnect with changes');
  await type(named(box, 'input', 'User name'), 'ann');
  expect(buttons(box)).toContain('Reconnect with changes');
  const kept = useProfiles.getState().items.find(({ name }) => name === 'Bench');
  await run(() => void profiles.delete(kept?.id ?? ''));
  await until(() => !useProfiles.getState().items.some(({ name }) => name === 'Bench'));
});

test('a secret is in no text copied from the page', async () => {
  shown = await showForm();
  const { box, click } = shown;
  await type(named(box, 'input', 'Password'), 'hunter2');
  expect(valueOf(box, 'Password')).toBe('hunter2');
  await click(named(box, 'button', 'Show password'));
  expect(box.innerHTML).not.toContain('hunter2');
});

test('a command line fills its fields, with the password hidden', async () => {
  shown = await showForm();
  const { box } = shown;
  await type(
    named(box, 'input', 'URL'),
    'mosquitto_sub -h 127.0.0.1 -p 1883 -t "a/#" -q 1 -u bob -P hunter2 -i me -V 311 -k 30',
  );
  expect(valueOf(box, 'URL')).toBe('127.0.0.1:1883');
  expect(valueOf(box, 'User name')).toBe('bob');
  expect(valueOf(box, 'Password')).toBe('hunter2');
  expect(valueOf(box, 'Client ID')).toBe('me');
  expect(valueOf(box, 'Keep alive')).toBe('30');
  expect(box.innerHTML).not.toContain('hunter2');
  expect(box.textContent).toContain('which a browser cannot open');
  expect(box.textContent).toContain('ws://127.0.0.1:9001/mqtt');
  expect(named(box, 'button', 'Remove a/#')).toBeDefined();
});

test('errors are shown at their fields, and nothing is sent', async () => {
  shown = await showForm();
  const { box, live, click } = shown;
  await type(named(box, 'input', 'Keep alive'), 'often');
  await click(named(box, 'button', 'Connect'));
  expect(live.sent).toEqual([]);
  expect(box.textContent).toContain('2 fields need attention');
  expect(named(box, 'input', 'Keep alive').getAttribute('aria-invalid')).toBe('true');
});

test.each(['Product key', 'Device name'])(
  'console output pasted into %s is parsed, and its secret is shown nowhere',
  async (field) => {
    shown = await showForm();
    const { box, click } = shown;
    await click(named(box, 'input[type=radio]', 'Alibaba Cloud IoT'));
    const secret = 'e1c0a98b76f54d3e2c1b0a9f8e7d6c5b';
    const copied = { ProductKey: 'a1ZdK9qTbXe', DeviceName: 'press-07', DeviceSecret: secret };
    await type(named(box, 'input', field), JSON.stringify(copied));
    expect(valueOf(box, 'Product key')).toBe('a1ZdK9qTbXe');
    expect(valueOf(box, 'Device name')).toBe('press-07');
    expect(valueOf(box, 'Device secret')).toBe(secret);
    expect(box.textContent).toContain('deviceNamepress-07productKeya1ZdK9qTbXe');
    expect(box.innerHTML).not.toContain(secret);
  },
);

test('an Alibaba device previews what the broker receives, with the password as its length', async () => {
  shown = await showForm();
  const { box, click } = shown;
  await click(named(box, 'input[type=radio]', 'Alibaba Cloud IoT'));
  await type(named(box, 'input', 'Product key'), 'pk');
  await type(named(box, 'input', 'Device name'), 'device');
  await type(named(box, 'input', 'Device secret'), 'secret-of-it');
  await type(named(box, 'input', 'Client ID'), '12345');
  await click(named(box, 'input[type=radio]', 'hmacsha1'));
  await click(named(box, 'input[type=radio]', 'Fixed'));
  await type(named(box, 'input', 'Timestamp, ms since 1970'), '789');
  expect(box.textContent).toContain('12345|securemode=2,signmethod=hmacsha1,timestamp=789|');
  expect(box.textContent).toContain('device&pk');
  expect(box.textContent).toContain('•'.repeat(40));
  expect(box.textContent).toContain('clientId12345deviceNamedeviceproductKeypktimestamp789');
  expect(box.textContent).toContain('wss://pk.iot-as-mqtt.cn-shanghai.aliyuncs.com:443/');
  expect(box.innerHTML).not.toContain('secret-of-it');
});

const DEVICE = {
  'Product key': 'a1ZdK9qTbXe',
  'Device name': 'press-07',
  'Device secret': 'e1c0a98b76f54d3e2c1b0a9f8e7d6c5b',
  'Client ID': '12345',
};

async function asDevice(box: HTMLElement, click: Shown['click'], more = {}) {
  await click(named(box, 'input[type=radio]', 'Alibaba Cloud IoT'));
  for (const [name, value] of Object.entries({ ...DEVICE, ...more })) {
    await type(named(box, 'input', name), String(value));
  }
}

const saidOf = (element: HTMLElement): string =>
  document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent ?? '';

test('values that the platform may reject have a warning, and still connect', async () => {
  shown = await showForm();
  const { box, live, click } = shown;
  await asDevice(box, click, { 'Device secret': 'hunter2hunter2 ', 'Device name': 'dé' });
  expect(saidOf(named(box, 'input', 'Device name'))).toContain('Device names consist only of');
  expect(saidOf(named(box, 'input', 'Device secret'))).toContain('at character 15');
  await click(named(box, 'button', 'Remove the whitespace around device secret'));
  expect(saidOf(named(box, 'input', 'Device secret'))).toContain('14 characters');
  await type(named(box, 'input', 'Keep alive'), '10');
  expect(saidOf(named(box, 'input', 'Keep alive'))).toContain('30 to 1200');
  await click(named(box, 'input[role=switch]', 'Clean session'));
  await click(named(box, 'button', 'Connect'));
  expect(live.sent).toMatchObject([
    { kind: 'connect', settings: { cleanStart: false, keepAlive: 10, subscriptions: [] } },
  ]);
});

test('a new form subscribes to # until that is removed there', async () => {
  shown = await showForm();
  const { box, id, live, click } = shown;
  await type(named(box, 'input', 'URL'), 'ws://127.0.0.1:9001/mqtt');
  await type(named(box, 'input', 'User name'), 'ann');
  await type(named(box, 'input', 'Password'), 'hunter2');
  await click(named(box, 'button', 'Connect'));
  await click(named(box, 'button', 'Remove #'));
  expect(draftFor(id).subscriptions).toEqual([]);
  await click(named(box, 'button', 'Connect'));
  expect(live.sent).toMatchObject([
    { kind: 'connect', settings: { subscriptions: [UNTOUCHED] } },
    { kind: 'connect', settings: { subscriptions: [] } },
  ]);
});

test('the # of a new form is not shown for a broker that refuses it, nor beside a typed filter', async () => {
  shown = await showForm();
  const { box, run, id } = shown;
  const hasAll = () => box.querySelector('button[aria-label="Remove #"]') !== null;
  const url = (text: string) => type(named(box, 'input', 'URL'), text);
  const filter = (text: string) =>
    type(named(box, 'input', 'Filter to subscribe to on connect'), text);
  expect(hasAll()).toBe(true);
  await url('wss://test.mosquitto.org:8081');
  expect(hasAll()).toBe(false);
  await url('ws://127.0.0.1:9001/mqtt');
  expect(hasAll()).toBe(true);
  await filter('a');
  expect(hasAll()).toBe(false);
  await filter('');
  expect(hasAll()).toBe(true);
  // A profile without subscriptions keeps none.
  await run(() => setDraft(id, draftOf(settingsWith({}), 'quiet', 'p1')));
  expect(hasAll()).toBe(false);
});

test('a filter for everything is not kept for a device', async () => {
  shown = await showForm();
  const { box, click } = shown;
  await type(named(box, 'input', 'Filter to subscribe to on connect'), '#');
  await click(named(box, 'button', 'Add filter'));
  expect(named(box, 'button', 'Remove #')).toBeDefined();
  await click(named(box, 'input[type=radio]', 'Alibaba Cloud IoT'));
  expect(box.textContent).not.toContain('Remove #');
  expect(box.querySelector('button[aria-label="Remove #"]')).toBeNull();
  await click(named(box, 'input[type=radio]', 'User and password'));
  await type(named(box, 'input', 'Filter to subscribe to on connect'), '#');
  await click(named(box, 'input[type=radio]', 'Alibaba Cloud IoT'));
  expect(valueOf(box, 'Filter to subscribe to on connect')).toBe('');
  // With nothing filled in there is no host to show or to copy.
  expect(box.textContent).toContain('What the broker receives');
  expect(box.innerHTML).not.toContain('//.iot-as-mqtt');
});

test('pasted lines are a filter each, and the error of an invalid one is shown at once', async () => {
  shown = await showForm();
  const { box, id, live, click } = shown;
  const field = () => named(box, 'input', 'Filter to subscribe to on connect');
  await type(named(box, 'input', 'URL'), 'ws://127.0.0.1:9001/mqtt');
  await click(named(box, 'input[type=radio]', 'QoS 1'));
  expect(await paste(field(), 'a, b\r\n\r\nc/#/d\r\n#\r\n')).toBe(true);
  expect(valueOf(box, 'Filter to subscribe to on connect')).toBe('');
  expect(draftFor(id).subscriptions).toMatchObject(
    ['a, b', 'c/#/d', '#'].map((filter) => ({ filter, qos: 1 })),
  );
  expect(box.textContent).toContain('c/#/d: The wildcard #');
  await click(named(box, 'button', 'Connect'));
  expect(live.sent).toEqual([]);
  await click(named(box, 'button', 'Remove c/#/d'));
  await click(named(box, 'button', 'Connect'));
  const subscriptions = [{ filter: 'a, b' }, { filter: '#' }];
  expect(live.sent).toMatchObject([{ kind: 'connect', settings: { subscriptions } }]);
});

test('a typed filter counts without being added, or is reported as invalid', async () => {
  shown = await showForm();
  const { id, box, live, click, until } = shown;
  const field = () => named(box, 'input', 'Filter to subscribe to on connect');
  await type(named(box, 'input', 'URL'), 'ws://127.0.0.1:9001/mqtt');
  await type(field(), 'a/#/b');
  await click(named(box, 'input[type=radio]', 'QoS 1'));
  await click(named(box, 'button', 'Connect'));
  expect(live.sent).toEqual([]);
  expect(box.textContent).toContain('1 field needs attention');
  expect(saidOf(field())).toContain('The wildcard #');
  await click(named(box, 'button', 'Save profile'));
  expect(useProfiles.getState().items).toEqual([]);

  await type(field(), 'a/#');
  await click(named(box, 'button', 'Save profile'));
  await until(() => useProfiles.getState().items.length === 1);
  const { subscriptions } = useProfiles.getState().items[0]?.settings ?? {};
  expect(subscriptions).toMatchObject([{ filter: 'a/#', qos: 1 }]);
  // The filter is now in the list and no longer typed.
  expect(named(box, 'button', 'Remove a/#')).toBeDefined();
  expect(valueOf(box, 'Filter to subscribe to on connect')).toBe('');

  await type(field(), 'b');
  await click(named(box, 'button', 'Connect'));
  const wanted = [
    { filter: 'a/#', qos: 1 },
    { filter: 'b', qos: 1 },
  ];
  expect(live.sent).toMatchObject([{ kind: 'connect', settings: { subscriptions: wanted } }]);
  expect(draftFor(id).subscriptions).toMatchObject(wanted);
  await act(() => profiles.delete(useProfiles.getState().items[0]?.id ?? ''));
});

test('edits made while a profile is stored are kept, and a double press saves one', async () => {
  shown = await showForm();
  const { id, box, click, run } = shown;
  let store = (): void => undefined;
  const stored = new Promise<void>((resolve) => {
    store = resolve;
  });
  const save = vi.spyOn(profiles, 'save').mockReturnValue(stored);
  await type(named(box, 'input', 'URL'), 'ws://127.0.0.1:9001/mqtt');
  await click(named(box, 'button', 'Save profile'));
  await click(named(box, 'button', 'Save profile'));
  await type(named(box, 'input', 'Client ID'), 'typed-since');
  await run(store);
  expect(valueOf(box, 'Client ID')).toBe('typed-since');
  const ids = save.mock.calls.map(([profile]) => profile.id);
  expect(ids).toEqual([draftFor(id).profileId, draftFor(id).profileId]);
  save.mockRestore();
});

test('a failed save adds no profile', async () => {
  shown = await showForm();
  const { id, box, click, until } = shown;
  const save = vi.spyOn(profiles, 'save').mockRejectedValue(new Error('the disk is full'));
  await type(named(box, 'input', 'URL'), 'ws://127.0.0.1:9001/mqtt');
  await click(named(box, 'button', 'Save profile'));
  await until(() => box.textContent.includes('the disk is full'));
  expect(draftFor(id).profileId).toBeUndefined();
  save.mockRestore();
});

test('pasted text fills all three fields, and its error is named', async () => {
  shown = await showForm();
  const { box, click } = shown;
  await asDevice(box, click);
  await click(named(box, 'input[type=checkbox]', 'Verify credentials I already have'));
  const group = named(box, 'fieldset', 'Verify credentials I already have');
  const signed = 'clientId12345deviceNamepress-07productKeya1ZdK9qTbXe';
  const password = signatureOf(signed, DEVICE['Device secret'], 'hmacmd5');
  const log = `clientId: "12345|securemode=2,signmethod=hmacsha1|" username: "press-07&a1ZdK9qTbXe" password: "${password}"`;
  const scroll = vi.spyOn(Element.prototype, 'scrollIntoView');
  onTestFinished(() => scroll.mockRestore());
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await type(named(group, 'textarea', 'Paste log text'), log);
  expect(valueOf(group, 'User name')).toBe('press-07&a1ZdK9qTbXe');
  // The user has stopped typing.
  await act(() => vi.advanceTimersByTimeAsync(1000));
  expect(group.textContent).toContain('but the password was made with');
  expect(group.textContent).toContain('hmacmd5');
  // The verdict is next to the pasted text, not below the fields.
  const verdict = [...group.querySelectorAll('[role=status]')].at(-1);
  const fields = named(group, 'input', 'Client ID');
  expect(verdict?.textContent).toContain('hmacmd5');
  expect(verdict?.compareDocumentPosition(fields)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  const scrolled = scroll.mock.contexts.filter((element) => element instanceof Element);
  expect(scrolled.some((element) => element.contains(verdict ?? null))).toBe(true);
  expect(box.innerHTML).not.toContain(password);
});

test('secrets in pasted text are hidden, and omitted fields are cleared', async () => {
  shown = await showForm();
  const { box, click } = shown;
  await asDevice(box, click);
  await click(named(box, 'input[type=checkbox]', 'Verify credentials I already have'));
  const group = named(box, 'fieldset', 'Verify credentials I already have');
  const paste = named(group, 'textarea', 'Paste log text');
  const pasted = () => (paste instanceof HTMLTextAreaElement ? paste.value : '');
  const values = () => ['Client ID', 'User name', 'Password'].map((name) => valueOf(group, name));
  await type(paste, 'username=press-07&a1ZdK9qTbXe\ndeviceSecret=another-secret-1');
  expect(pasted()).toBe(`username=press-07&a1ZdK9qTbXe\ndeviceSecret=${'•'.repeat(16)}`);
  // Additional pasted text adds to the fields.
  await type(paste, `${pasted()}\nclientId=12345|securemode=2|`);
  expect(values()).toEqual(['12345|securemode=2|', 'press-07&a1ZdK9qTbXe', '']);
  await type(paste, 'password=0123456789');
  expect(values()).toEqual(['', '', '0123456789']);
  await type(paste, 'nothing of the kind is in it');
  expect(values()).toEqual(['', '', '']);
});

test('subscriptions made while connected are in the editor afterwards', async () => {
  shown = await show(Screen, () => undefined);
  const { box, id, live, run, click } = shown;
  await run(() =>
    live.tell({
      kind: 'state',
      state: CONNECTED,
    }),
  );
  const subscription = {
    filter: 'made/later',
    qos: 1,
    noLocal: true,
    retainAsPublished: false,
    retainHandling: 0,
  } as const;
  await run(() => {
    live.tell({
      kind: 'subscriptions',
      subscriptions: [{ subscription, state: { kind: 'granted', qos: 1 } }],
    });
    setView(id, { screen: 'editor' });
  });
  await type(named(box, 'input', 'URL'), 'ws://127.0.0.1:9001/mqtt');
  await click(named(box, 'button', 'Connect'));
  expect(live.sent.at(-1)).toMatchObject({ settings: { subscriptions: [subscription] } });
});

test('the console’s copy of all three, pasted into one field, fills each', async () => {
  shown = await showForm();
  const { box, click } = shown;
  await asDevice(box, click);
  const secret = '0123456789abcdef0123456789abcdef';
  const copied = { ProductKey: 'a1B2c3D4e5F', DeviceName: 'dev-0001', DeviceSecret: secret };
  await type(named(box, 'input', 'Product key'), JSON.stringify(copied));
  expect(valueOf(box, 'Product key')).toBe('a1B2c3D4e5F');
  expect(valueOf(box, 'Device name')).toBe('dev-0001');
  expect(valueOf(box, 'Device secret')).toBe(secret);
  expect(box.textContent).not.toContain(secret);
});

test('the CONNECT of another client’s device is checked in its own tab', async () => {
  shown = await showForm();
  const { id, run } = shown;
  const packet = {
    type: 'connect',
    protocolName: 'MQTT',
    protocolLevel: 4,
    cleanStart: true,
    keepAlive: 60,
    clientId: '12345|securemode=2,signmethod=hmacsha1|',
    userName: 'press-07&a1ZdK9qTbXe',
    password: encodeUtf8('*'.repeat(40)),
    properties: [],
  } as const;
  const captured = { row: { masked: true }, bytes: encode(packet, 4), version: 4 } as const;
  await run(() => verifyConnect(id, captured));
  const opened = useConnections.getState().active ?? '';
  expect(opened).not.toBe(id);
  expect(draftFor(opened)).toMatchObject({
    mode: 'alibaba',
    productKey: 'a1ZdK9qTbXe',
    deviceName: 'press-07',
    clientId: '12345',
  });
  expect(verifyingOf(opened)).toMatchObject({ isOn: true, password: '', isMasked: true });
  expect(verifyingOf(opened).reading.outcome).toBeUndefined();
  for (const code of [4, 5, 2]) {
    const steps = [{ reasonCodes: [] }, { reasonCodes: [code] }];
    const exchange = { row: { state: 'refused' }, steps } as const;
    await run(() => verifyConnect(opened, { ...captured, exchange }));
    const refused = useConnections.getState().active ?? '';
    expect(verifyingOf(refused).reading.outcome).toMatchObject({ stage: 'connack', code });
    await run(() => closeConnection(refused));
  }
  const plain = encode({ ...packet, clientId: 'someone', userName: 'ann' }, 4);
  expect(deviceConnect({ ...captured, bytes: plain })).toBeUndefined();
  await run(() => closeConnection(opened));
  expect(verifyingOf(opened).isOn).toBe(false);
});

test('the failed step is marked: no CONNECT was sent, or it was refused', async () => {
  shown = await showForm();
  const { box, live, run, until } = shown;
  expect(box.querySelector('aside')).toBeNull();
  const facts = {
    address: '127.0.0.1:9499',
    proxy: undefined,
    tls: undefined,
    subprotocol: undefined,
    took: { name: 2, connect: 27 },
  };
  await run(() => {
    live.tell({ kind: 'line', facts });
    live.tell({
      kind: 'state',
      state: {
        kind: 'closed',
        failure: {
          kind: 'line',
          url: 'mqtt://127.0.0.1:9499',
          failure: { key: 'refused', args: { address: '127.0.0.1:9499' } },
          facts,
          isTemporary: true,
        },
      },
    });
  });
  const steps = () =>
    [...box.querySelectorAll('li')].filter((one) => /ms$|CONNECT/.test(one.textContent ?? ''));
  await until(() => steps().length === 3);
  const isMarked = (step: Element) => step.querySelector('svg.text-err') !== null;
  expect(steps().map(isMarked)).toEqual([false, true, false]);
  expect(steps()[2]?.textContent).toBe('MQTTno CONNECT sent');

  await run(() => {
    useConnections.setState(({ list }) => ({
      list: list.map((one) => ({ ...one, settings: settingsWith({}) })),
    }));
    const failure = { kind: 'refused', code: 0x87, reasonString: undefined } as const;
    live.tell({ kind: 'state', state: { kind: 'closed', failure } });
  });
  await until(() => box.textContent?.includes('MQTTNot authorized') === true);
  const marked = [...box.querySelectorAll('li')].filter(isMarked);
  expect(marked.map(({ textContent }) => textContent)).toEqual(['MQTTNot authorized']);
});

test('addresses with the same outcome are one line', async () => {
  shown = await showForm();
  const { box, id, run } = shown;
  const failed = (url: string, failure: LineFailure): Probe => ({
    url,
    answer: { ok: false, failure },
  });
  const host = 'no.example';
  const unknown: LineFailure = { key: 'dns', args: { host, isTemporary: false } };
  const probes = [
    failed('ws://no.example/mqtt', unknown),
    failed('mqtt://no.example', { key: 'refused', args: { address: 'no.example:1883' } }),
    failed('wss://no.example/mqtt', unknown),
  ];
  await run(() => searches.set(id, { probes, isOver: true, took: 9, stop: new AbortController() }));
  const lines = () =>
    [...box.querySelectorAll('ul[aria-label="Addresses that were tried"] > li')].map(
      (one) => (one.querySelector('summary') ?? one).textContent,
    );
  await shown.until(() => lines().length > 0);
  expect(lines()).toEqual(['2 addresses: name not known', 'mqtt://no.examplenothing listens']);
  expect(box.querySelector('details')?.textContent).toContain('wss://no.example/mqtt');
});

test('the accent is on the remedy if there is one, else on Try again', async () => {
  shown = await showForm();
  const { box, id, live, run, until } = shown;
  await type(named(box, 'input', 'URL'), 'ws://127.0.0.1:9001/mqtt');
  await shown.click(named(box, 'button', 'Connect'));
  const fail = (code: number) =>
    run(() => {
      const failure = { kind: 'refused', code, reasonString: undefined } as const;
      live.tell({ kind: 'state', state: { kind: 'closed', failure } });
      setView(id, { screen: 'editor' });
    });
  const filled = () =>
    [...box.querySelectorAll('button')]
      .filter(({ className }) => className.includes(FILLED))
      .map(({ textContent }) => textContent);
  await fail(0x97);
  await until(() => filled().length > 0);
  expect(filled()).toEqual(['Try again']);
  await fail(0x86);
  await until(() => buttons(box).includes('Enter password'));
  expect(filled()).toEqual(['Enter password']);
});
