/** An exception in any part of the page affects only that part. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { create } from 'zustand';
import { tries } from '../../base/runs.testkit.ts';
import { publishBytes } from '../../engine/topics/messages.testkit.ts';
import { SETTINGS } from '../../profiles/settings/settings.testkit.ts';
import { dropUncaught, useUncaught } from '../kit/failures/uncaught.ts';
import { named } from '../kit/page/page.testkit.ts';
import { type Shown, show } from '../kit/rows/liveCapture.testkit.ts';
import { prepareConnection, useConnections } from '../session/connection/connections.ts';
import { draftOf, setDraft } from '../session/profiles/drafts.ts';
import { changeForm, formFor } from '../session/publish/forms.ts';
import { setLayout } from '../session/view/layout.ts';
import { setView, viewOf } from '../session/view/tabView.ts';
import { App } from './App.tsx';
import { type Breaking, breakParts, SECRET } from './boundaries.testkit.tsx';
import { deskOf, PANELS } from './desk/panels.ts';
import { SHELL_DIALOGS } from './shellDialogs.tsx';

let shown: Shown;
let breaking: Breaking;

beforeEach(() => {
  // React logs exceptions that boundaries catch.
  vi.spyOn(console, 'error').mockReturnValue(undefined);
  dropUncaught();
  breaking = breakParts();
});
afterEach(async () => {
  await shown.end();
  vi.restoreAllMocks();
});

async function showApp(): Promise<void> {
  shown = await show(App, (live) => {
    live.receive(publishBytes('home/alarm', '{"on":true}'));
    live.receive(publishBytes('home/lamp', '21', { qos: 1, packetId: 7 }));
  });
  await shown.run(() => {
    prepareConnection(shown.id, SETTINGS);
    setLayout({ publishPinned: true, detailPart: 'fields' });
    setView(shown.id, { panel: 'packets' });
  });
  // The list of packets, the topics, and the fields of a packet.
  await shown.until(() => rows('[data-focus=packets]') === 2 && rows('[data-focus=fields]') > 2);
}

/** Rows of lists and trees that have not failed. */
const rows = (list = '[data-focus]') =>
  shown.box.querySelectorAll(
    `${list} :is([role=row][data-index], [role=treeitem]):not([data-failed])`,
  ).length;
const failed = () => [...shown.box.querySelectorAll<HTMLElement>('[data-failed]')];
/** Regions of a connection's tab: topics are beside two of the desks. */
const ofTab = () => [
  ...(['watch', 'inspect'].includes(deskOf(viewOf(shown.id).panel)) ? ['[data-pane=topics]'] : []),
  '[data-pane=centre]',
  '[data-pane=publish]',
];
const missing = () =>
  ['header', 'footer', ...ofTab()].filter((region) => shown.box.querySelector(region) === null);

/** Number of regions that are missing with a part. */
function regionsOf(part: string): number {
  if (part === 'tab' || part === 'capture') return ofTab().length;
  return ['top bar', 'status bar', 'publish drawer'].includes(part) ? 1 : 0;
}
/** Outer boundaries and rows have their own tests. */
const APART = ['', 'app', 'row'];

/** Breaks a part, checks that the rest stays, and restores it. */
async function tryPart(part: string): Promise<void> {
  const { run, click, box } = shown;
  const connections = useConnections.getState().list.map(({ id }) => id);
  await run(() => breaking.breakAll(part));
  const { all } = useUncaught.getState();
  const places = failed();
  expect([part, places.length + all.length > 0]).toEqual([part, true]);
  expect([part, missing().length]).toEqual([part, regionsOf(part)]);
  expect(useConnections.getState().list.map(({ id }) => id)).toEqual(connections);
  for (const { details } of all) expect(details).not.toContain(SECRET);
  for (const place of places.filter((one) => one.getAttribute('role') === 'alert'))
    expect(place.textContent).toContain("can't be shown");
  breaking.mend();
  for (const place of places) {
    const again = [...place.querySelectorAll('button')].find(
      ({ textContent }) => textContent === 'Try again',
    );
    if (again !== undefined) await click(again);
  }
  await run(dropUncaught);
  expect([part, failed().map((place) => place.textContent), missing()]).toEqual([part, [], []]);
  expect(box.textContent).not.toBe('');
}

/** Parts that are tried in every run; of the others, the quick run takes the first ones. */
const NAMED = ['topic tree', 'publish form'];

/** Panels that are drawn; the former one for wrong packets leads to another. */
const DRAWN = PANELS.filter(({ id }) => id !== 'workshop');

test('each part of each view fails and recovers separately', async () => {
  await showApp();
  const { id, run } = shown;
  const tried = new Set(APART);
  for (const { id: panel } of DRAWN) {
    await run(() => setView(id, { panel }));
    const view = `view ${panel}`;
    const others = breaking.parts().filter((part) => part !== view && !tried.has(part));
    const named = others.filter((part) => NAMED.includes(part));
    for (const part of new Set([view, ...named, ...others.slice(0, tries(18))])) {
      tried.add(part);
      await tryPart(part);
    }
  }
  expect([...tried]).toEqual(
    expect.arrayContaining([...DRAWN.map((view) => `view ${view.id}`), ...NAMED]),
  );
});

/** Parts of another part. */
const WITHIN: ReadonlyMap<string, string> = new Map([['password', 'address']]);

test('each part of the connection form and of the first screen fails and recovers separately', async () => {
  await showApp();
  const { box, id, run, click } = shown;
  const before = new Set([...APART, ...breaking.parts()]);
  const screens = [
    ['connection form', () => setView(id, { screen: 'editor' })],
    ['nothing open', () => useConnections.setState({ active: undefined })],
  ] as const;
  for (const [whole, open] of screens) {
    await run(open);
    const parts = breaking.parts().filter((part) => !before.has(part));
    expect(parts).toContain(whole);
    for (const part of parts) {
      before.add(part);
      await run(() => breaking.breakAll(part));
      const places = failed();
      expect([part, places.length + useUncaught.getState().all.length > 0]).toEqual([part, true]);
      expect(box.querySelector('header')).not.toBeNull();
      // A section takes away neither the form nor the other sections, but its own parts.
      const gone = parts.filter(
        (one) => one !== part && WITHIN.get(one) !== part && !breaking.parts().includes(one),
      );
      expect([part, part === whole ? [] : gone]).toEqual([part, []]);
      breaking.mend();
      for (const again of box.querySelectorAll<HTMLElement>('[data-failed] button'))
        if (again.textContent === 'Try again') await click(again);
      await run(dropUncaught);
      expect([part, failed().length]).toEqual([part, 0]);
    }
  }
});

test('drafts survive the failure of their form', async () => {
  await showApp();
  const { id, run } = shown;
  await run(() => changeForm(id, { topic: 'half/typed', payload: '{' }));
  await tryPart('publish form');
  expect(formFor(id)).toMatchObject({ topic: 'half/typed', payload: '{' });
  await run(() => setView(id, { screen: 'editor' }));
  const draft = draftOf(id);
  if (draft === undefined) throw new Error('the editor has made no draft');
  await run(() => setDraft(id, { ...draft, clientId: 'half-typed' }));
  await run(() => breaking.breakAll('connection form'));
  expect(failed()).toHaveLength(1);
  breaking.mend();
  await shown.click(named(shown.box, 'button', 'Try again'));
  expect(draftOf(id)?.clientId).toBe('half-typed');
});

test('each failed dialog can be closed', async () => {
  const useWhich = create<{ readonly id: string | undefined }>()(() => ({ id: undefined }));
  const closed: string[] = [];
  for (const dialog of SHELL_DIALOGS) {
    vi.spyOn(dialog, 'useIsOpen').mockImplementation(() => useWhich(({ id }) => id === dialog.id));
    vi.spyOn(dialog, 'Body').mockImplementation(() => {
      throw new Error(SECRET);
    });
    vi.spyOn(dialog, 'close').mockImplementation(() => {
      closed.push(dialog.id);
      useWhich.setState({ id: undefined });
    });
  }
  await showApp();
  const { box, run, click } = shown;
  for (const { id } of SHELL_DIALOGS) {
    await run(() => useWhich.setState({ id }));
    expect([id, box.querySelectorAll('dialog [role=alert]').length]).toEqual([id, 1]);
    expect(missing()).toEqual([]);
    await click(named(box, 'dialog button', 'Close'));
    expect(failed()).toEqual([]);
  }
  expect(closed).toEqual(SHELL_DIALOGS.map(({ id }) => id));
});

test('one failed row leaves its list and the other rows', async () => {
  await showApp();
  const { run, click } = shown;
  const all = rows();
  await run(() => breaking.breakOne('row'));
  expect([failed().length, rows()]).toEqual([1, all - 1]);
  breaking.mend();
  await click(named(shown.box, '[data-failed] button', 'Try again'));
  expect([failed().length, rows()]).toEqual([0, all]);
});

test('each row of each list can fail', async () => {
  await showApp();
  const { box, id, run, until } = shown;
  await run(() => breaking.breakAll('row'));
  for (const { id: panel } of PANELS) {
    await run(() => setView(id, { panel }));
    if (['packets', 'streams'].includes(panel))
      await until(() => box.querySelector('main [role=row][data-failed]') !== null);
    expect([panel, rows()]).toEqual([panel, 0]);
  }
});

test('the last boundary offers to save, to reload and to try again', async () => {
  await showApp();
  const { box, run, click } = shown;
  await run(() => breaking.breakAll('app'));
  expect(missing()).toHaveLength(ofTab().length + 2);
  named(box, 'button', 'Reload');
  named(box, 'button', 'Copy details');
  expect([...box.querySelectorAll('button')].map((one) => one.textContent)).toContainEqual(
    expect.stringMatching(/^Save capture: /),
  );
  breaking.mend();
  await click(named(box, 'button', 'Try again'));
  expect(missing()).toEqual([]);
});
