import { act, createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { page } from '#kit';
import { LiveCapture } from '../kit/rows/liveCapture.testkit.ts';
import { parseDeepLink } from '../session/address/deepLink.ts';
import { connect, useConnections } from '../session/connection/connections.ts';
import { TABS } from '../session/connection/restoredTabs.ts';
import { closeConnection, setHandleFactory } from '../session/connectionTabs.ts';
import { filterLanguage } from '../session/filter/filterLanguage.ts';
import { setFilterText } from '../session/filter/filters.ts';
import { emptyDraft } from '../session/profiles/draft.ts';
import { draftFor, setDraft, useDraftNotes } from '../session/profiles/drafts.ts';
import { draftWithoutSecrets } from '../session/profiles/keptDraft.ts';
import { settingsOf } from '../session/profiles/settings.ts';
import { EMPTY_FORM } from '../session/publish/form.ts';
import { writeTabs } from '../session/tabs/keptTabs.ts';
import { setLayout } from '../session/view/layout.ts';
import { startLinks } from './links.ts';

/** Origin of the page. */
const OWN = `ws://${location.host}/mqtt`;

let handles: LiveCapture[] = [];

// State after a filter was typed.
beforeAll(() => filterLanguage.load());

beforeEach(() => {
  handles = [];
  setHandleFactory(() => {
    const handle = new LiveCapture(undefined);
    handles.push(handle);
    return handle;
  });
});

let stop: (() => void) | undefined;
afterEach(() => {
  stop?.();
  for (const { id } of useConnections.getState().list) {
    closeConnection(id);
  }
});

async function visit(hash: string) {
  history.replaceState(null, '', hash);
  stop = await startLinks();
  await act(async () => undefined);
  const { list, active } = useConnections.getState();
  return { list, draft: draftFor(active ?? ''), sent: handles.flatMap((handle) => handle.sent) };
}

/** Notes of a tab, one a line. */
async function notesOf(id: string): Promise<string> {
  const box = document.createElement('div');
  const root = createRoot(box);
  await act(async () => root.render(createElement(() => useDraftNotes(id).join('\n'))));
  const text = box.textContent;
  await act(async () => root.unmount());
  return text;
}

test('a link fills the existing tab and does not connect', async () => {
  const { list, draft, sent } = await visit(
    '#/connect?url=ws://127.0.0.1:9001&subscribe=a/+&qos=1&v=3',
  );
  expect(list).toHaveLength(1);
  expect(draft).toMatchObject({ url: 'ws://127.0.0.1:9001', version: 3 });
  expect(draft.subscriptions).toMatchObject([{ filter: 'a/+', qos: 1 }]);
  expect(sent).toEqual([]);
});

test('a link to a broker names all filters, so without any it subscribes to none', async () => {
  const { draft } = await visit('#/connect?url=wss://broker.example/mqtt');
  expect(settingsOf(draft, page).settings?.subscriptions).toEqual([]);
});

test('shows a limited number of ignored parts', async () => {
  const names = Array.from({ length: 50_000 }, (_, at) => `k${at}=v`);
  const { list } = await visit(`#/connect?url=ws://a/&${names.join('&')}`);
  const notes = await notesOf(list[0]?.id ?? '');
  expect(notes.split('\n')).toHaveLength(20);
});

test('go=1 connects to the page’s own broker', async () => {
  const { sent } = await visit(`#/connect?url=${OWN}&subscribe=%23&go=1`);
  expect(sent).toMatchObject([
    {
      kind: 'connect',
      settings: { url: OWN, subscriptions: [{ filter: '#', qos: 0 }] },
    },
  ]);
});

test.each([
  'ws://broker.example/mqtt',
  'ws://127.0.0.1@broker.example/',
  'broker.example:9001',
  // Another port of this machine, which a hostile page may link to.
  'ws://127.0.0.1:9001/mqtt',
  'ws://localhost:1/mqtt',
])('go=1 does not connect to %s', async (url) => {
  expect((await visit(`#/connect?url=${url}&go=1`)).sent).toEqual([]);
});

/** Stores tabs of a broker, the last of them in front, as before a reload. */
function reloadWith(url: string, count: number): void {
  const draft = draftWithoutSecrets({ ...emptyDraft('me'), url });
  const tab = {
    kind: 'connection',
    name: '',
    draft,
    used: draft,
    lacksSecret: false,
    linked: undefined,
    filter: { text: '', answers: false },
    view: { screen: 'editor', panel: 'topic', front: 'charts' },
    topic: undefined,
    form: EMPTY_FORM,
  } as const;
  const tabs = Array.from({ length: count }, () => tab);
  sessionStorage.setItem(TABS, writeTabs({ tabs, front: count - 1 }));
  const entries = vi
    .spyOn(performance, 'getEntriesByType')
    .mockReturnValue([Object.assign(new PerformanceMark('navigation'), { type: 'reload' })]);
  onTestFinished(() => {
    entries.mockRestore();
    sessionStorage.removeItem(TABS);
  });
}

/** CONNECTs of each connection. */
const connects = () =>
  handles.map(({ sent }) => sent.filter(({ kind }) => kind === 'connect').length);

test.each([
  [OWN, 1],
  ['wss://broker.example/mqtt', 0],
  ['ws://127.0.0.2:8080/mqtt', 0],
])('after a reload, go=1 connects the tab of %s again, %i times', async (url, times) => {
  reloadWith(url, 1);
  const { list } = await visit(`#/connect?url=${url}&go=1`);
  expect(list).toHaveLength(1);
  await expect.poll(connects).toEqual([times]);
});

test('after a reload, go=1 connects the tab in front of several with this address', async () => {
  reloadWith(OWN, 2);
  const { list } = await visit(`#/connect?url=${OWN}&go=1`);
  expect(list).toHaveLength(2);
  await expect.poll(connects).toEqual([0, 1]);
});

test('removes secrets from the address at once', async () => {
  const { draft } = await visit(
    '#/connect?url=ws://ann:hunter2@h/mqtt?token=hunter3%26a=b&password=hunter4&subscribe=a%2B&code=hunter5',
  );
  expect(location.hash).toBe('#/connect?url=ws://h/mqtt?token=%E2%80%A6%26a=b&subscribe=a%2B');
  expect(draft.password).toBe('');
  history.replaceState(null, '', '#/connect?url=ws://h&secret=hunter6');
  dispatchEvent(new HashChangeEvent('hashchange'));
  expect(location.hash).toBe('#/connect?url=ws://h');
});

const SECRET = 'S3cr3tXyz';
test.each([
  `#/connect?url=bob:${SECRET}@h.example`,
  `#/connect?url=ws:/bob:${SECRET}@h.example/mqtt`,
  `#/connect?url=mosquitto_sub -h h.example -u bob -P ${SECRET} -t x`,
  `#/connect?url=ws://h.example/mqtt&pw=${SECRET}`,
  `#/connect?url=ws://h.example/mqtt&geheim=${SECRET}`,
  `#/connect?url=ws://h.example/mqtt;token=${SECRET}`,
  `#/connect?url=ws://h.example/mqtt%23token=${SECRET}`,
  `#/connect?url=ws://h.example/token/${SECRET}/mqtt`,
  `#/connect?url=ws://h.example/mqtt?code=${SECRET}`,
  `#connect?password=${SECRET}`,
  `#/connect/?password=${SECRET}`,
  `#/Connect?password=${SECRET}`,
  `#access_token=${SECRET}&state=a`,
  `#/elsewhere?password=${SECRET}`,
  `?password=${SECRET}`,
  `?a=1&password=${SECRET}#/connect?url=ws://h.example/mqtt`,
])('no secret of %s stays in the address or is used, with a note', async (address) => {
  history.replaceState(null, '', '/');
  const { draft } = await visit(address);
  expect(decodeURIComponent(location.href)).not.toContain(SECRET);
  expect(JSON.stringify(draft)).not.toContain(SECRET);
  const id = useConnections.getState().active ?? '';
  const notes = await notesOf(id);
  expect(notes).toMatch(/Secrets do not belong|is unknown/);
  expect(notes).not.toContain(SECRET);
  history.replaceState(null, '', '/');
});

test('an address with a removed part is not used before the user restores it', async () => {
  const { draft, sent } = await visit(`#/connect?url=${OWN}?code=${SECRET}&go=1`);
  expect(draft.url).toBe(`${OWN}?code=…`);
  expect(sent).toEqual([]);
  const { errors } = settingsOf(draft, page);
  expect(errors?.url).toContain('left out');
});

test('a password in the address is not used, and named once', async () => {
  const hash = '#/connect?url=ws://ann:hunter2@127.0.0.1:9001/mqtt&password=hunter2';
  const { draft, list } = await visit(hash);
  expect((await notesOf(list[0]?.id ?? '')).match(/“password”/g)).toHaveLength(1);
  expect(draft).toMatchObject({
    url: 'ws://127.0.0.1:9001/mqtt',
    userName: 'ann',
    password: '',
  });
});

test('a second link opens its own tab once the first is in use', async () => {
  await visit(`#/connect?url=${OWN}&go=1`);
  await act(async () => {
    history.replaceState(null, '', '#/connect?url=ws://127.0.0.1:9002/mqtt');
    dispatchEvent(new HashChangeEvent('hashchange'));
  });
  const { list, active } = useConnections.getState();
  expect(list).toHaveLength(2);
  expect(draftFor(active ?? '').url).toBe('ws://127.0.0.1:9002/mqtt');
});

test('typed values are forgotten with the tab, especially secrets', async () => {
  const { list, draft } = await visit('#/connect?url=ws://127.0.0.1:9001/mqtt');
  const id = list[0]?.id ?? '';
  setDraft(id, { ...draft, password: 'hunter2' });
  closeConnection(id);
  expect(draftFor(id).password).toBe('');
});

test('a display filter in a link is applied, and the address follows it', async () => {
  setLayout({ grouping: 'exchanges' });
  const { list, sent } = await visit(`#/connect?url=${OWN}&go=1&filter=qos%20%3E%200`);
  const id = list[0]?.id ?? '';
  expect(sent).toContainEqual({ kind: 'filter', text: 'qos > 0', listed: 'exchanges' });
  await act(async () => setFilterText(id, 'topic == "a&b"'));
  expect(parseDeepLink(location.hash)).toMatchObject({
    url: OWN,
    go: true,
    displayFilter: 'topic == "a&b"',
  });
  await act(async () => setFilterText(id, 'topic =='));
  expect(parseDeepLink(location.hash)?.displayFilter).toBe('topic == "a&b"');
  await act(async () => setFilterText(id, ''));
  expect(location.hash).toBe(`#/connect?url=${OWN}&go=1`);
});

test('an address written for a filter has no user name, password or token', async () => {
  const { list, draft } = await visit('#/connect');
  const id = list[0]?.id ?? '';
  await act(async () => {
    const { settings } = settingsOf(
      { ...draft, url: 'ws://127.0.0.1:9001/mqtt?token=hunter2', userName: 'ann', password: 'x' },
      page,
    );
    if (settings !== undefined) connect(id, settings);
    setFilterText(id, 'dup');
  });
  expect(parseDeepLink(location.hash)).toMatchObject({
    url: 'ws://127.0.0.1:9001/mqtt?token=…',
    displayFilter: 'dup',
  });
  expect(location.hash).not.toMatch(/hunter2|ann|go=1/);
});

test('the address does not name the previous broker before another is connected', async () => {
  const { list } = await visit(
    '#/connect?url=broker.example:9001&subscribe=a&filter=qos%20%3D%3D%201',
  );
  const id = list[0]?.id ?? '';
  const { settings } = settingsOf(draftFor(id), page);
  if (settings === undefined) throw new Error('The link gives no settings.');
  await act(async () => connect(id, settings));
  // Address as written in the link.
  expect(parseDeepLink(location.hash)?.url).toBe('broker.example:9001');
  await act(async () => setFilterText(id, ''));
  await act(async () => connect(id, { ...settings, url: 'ws://other.example:9001/mqtt' }));
  expect(parseDeepLink(location.hash)?.url).toBe('ws://other.example:9001/mqtt');
});
