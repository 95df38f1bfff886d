/** Clearing retained messages in the user interface. */
import { afterEach, expect, test } from 'vitest';
import { publishBytes } from '../../engine/topics/messages.testkit.ts';
import { plainSubscription } from '../../profiles/settings/plainSubscription.ts';
import { named } from '../kit/page/page.testkit.ts';
import { type Shown, show } from '../kit/rows/liveCapture.testkit.ts';
import { CONNECTED } from '../session/connection/handle.testkit.ts';
import { dropUndos, useConfirm } from '../session/dialogs/confirm.ts';
import { askToClear, dropClearing } from '../session/retained/asked.ts';
import { clearRetained } from '../session/retained/clearing.ts';
import { takeHeldBack, useHeldCount } from '../session/retained/held.ts';
import { ClearRetained } from './ClearRetained.tsx';

let shown: Shown;
afterEach(async () => {
  await shown.run(dropClearing);
  await shown.end();
  dropUndos();
});

const says = (text: string): boolean => shown.box.textContent?.includes(text) === true;
const button = (name: string) => named(shown.box, 'button', name);

function Page({ connectionId }: { connectionId: string }) {
  const held = useHeldCount(connectionId);
  return (
    <>
      <p>{`held ${held}`}</p>
      <ClearRetained />
    </>
  );
}

test('for a live branch, asks the broker and lists its retained messages', async () => {
  shown = await show(Page, (live) => live.receive(publishBytes('a/1', 'live')));
  const { live, id } = shown;
  await shown.run(() => {
    live.tell({ kind: 'state', state: CONNECTED });
    askToClear({ connectionId: id, path: 'a', isBelow: true });
  });
  await shown.until(() => says('No retained message is known here'));
  await shown.click(button('Ask the broker'));
  expect(live.sent.at(-1)).toMatchObject({ kind: 'subscribe', subscription: { filter: 'a/#' } });
  const subscription = plainSubscription('a/#', 0);
  live.wait(1000);
  await shown.run(() =>
    live.tell({
      kind: 'subscriptions',
      subscriptions: [{ subscription, state: { kind: 'granted', qos: 0 } }],
    }),
  );
  live.receive(publishBytes('a/1', 'live', { retain: true }));
  live.receive(publishBytes('a/2', 'unheard', { retain: true }));
  let hasDenied = false;
  const watching = new MutationObserver(() => (hasDenied ||= says('nothing to clear')));
  watching.observe(shown.box, { subtree: true, childList: true, characterData: true });
  await shown.until(() => says('The broker deletes 2 retained messages'));
  watching.disconnect();
  expect(hasDenied).toBe(false);
  expect(live.sent.at(-1)).toEqual({ kind: 'unsubscribe', filter: 'a/#' });
  expect(button('Clear 2 retained messages').hasAttribute('disabled')).toBe(false);
});

test('cleared messages are kept after the undo offer disappears, until restored', async () => {
  shown = await show(Page, () => undefined);
  const { live, id } = shown;
  await shown.run(() => live.tell({ kind: 'state', state: CONNECTED }));
  /** Collects the messages that `doing` publishes. */
  const published = async (doing: () => void) => {
    const before = live.sent.length;
    await shown.run(doing);
    const messages = live.sent
      .slice(before)
      .flatMap((command) => (command.kind === 'publish' ? [command.message] : []));
    const outcome = { kind: 'sent', packet: 1 } as const;
    await shown.run(() => {
      for (const message of messages) live.tell({ kind: 'published', id: message.id, outcome });
    });
    return messages;
  };
  const copy = { payload: new Uint8Array([1]), qos: 0, time: 0, properties: [] } as const;
  const nothing = () => undefined;
  await published(() => {
    const { signal } = new AbortController();
    void clearRetained(id, [{ topic: 'a/1', copy }], nothing, signal);
  });
  await shown.until(() => says('held 1'));
  expect(useConfirm.getState().undos.at(-1)?.stays).toBeGreaterThanOrEqual(30_000);
  await shown.run(dropUndos);
  expect(says('held 1')).toBe(true);
  // Pressed twice, it is done once.
  const back = await published(() => {
    takeHeldBack(id);
    takeHeldBack(id);
  });
  expect(back).toMatchObject([{ topic: 'a/1', payload: copy.payload, retain: true }]);
  await shown.until(() => says('held 0'));
});

const PARTS = ['state', 'availability', 'state', 'availability'];
const DEVICES = PARTS.map((part, at) => `old/zigbee/dev${at}/${part}`);

/** The dialog for a level under a search, with the topics that it lists, and those of sent messages. */
async function searchedLevel(text: string) {
  shown = await show(Page, (live) => {
    for (const topic of DEVICES) live.receive(publishBytes(topic, 'x', { retain: true }));
  });
  const { live, id } = shown;
  await shown.run(() => {
    live.tell({ kind: 'state', state: CONNECTED });
    live.send({ kind: 'search-topics', text });
    askToClear({ connectionId: id, path: 'old/zigbee', isBelow: true, isSearched: true });
  });
  const listed = () =>
    [...shown.box.querySelectorAll('li')].map(
      (item) => /^[^ ]*dev\d\/[a-y]*/.exec(item.textContent)?.[0],
    );
  const cleared = () =>
    live.sent.flatMap((command) => (command.kind === 'publish' ? [command.message.topic] : []));
  return { listed, cleared };
}

test('under a search, the question names both numbers, and clears only what it lists', async () => {
  const { listed, cleared } = await searchedLevel('availability');
  await shown.until(() => says('2 of 4 here match “availability”.'));
  expect(says('Clear retained messages below old/zigbee that match “availability”')).toBe(true);
  expect(listed()).toEqual([DEVICES[1], DEVICES[3]]);
  await shown.click(button('Clear 2 retained messages'));
  expect(cleared()).toEqual([DEVICES[1], DEVICES[3]]);
});

test('under a search, the second button lists and then clears all, and leads back', async () => {
  const { listed, cleared } = await searchedLevel('availability');
  await shown.until(() => says('2 of 4 here'));
  await shown.click(button('All 4'));
  await shown.until(() => says('The broker deletes 4 retained messages'));
  expect(says('here match')).toBe(false);
  expect(listed()).toEqual(DEVICES);
  await shown.click(button('Only the 2 that match'));
  await shown.until(() => says('2 of 4 here'));
  expect(listed()).toEqual([DEVICES[1], DEVICES[3]]);
  await shown.click(button('All 4'));
  await shown.until(() => says('Clear 4 retained messages'));
  await shown.click(button('Clear 4 retained messages'));
  expect(cleared()).toEqual(DEVICES);
});

test('a search that finds nothing retained clears nothing, and one that finds all changes nothing', async () => {
  await searchedLevel('dev9');
  await shown.until(() => says('0 of 4 here match “dev9”.'));
  expect(says('No retained message is known here')).toBe(false);
  expect(shown.box.textContent).not.toContain('The broker deletes');
  await shown.run(dropClearing);
  await shown.end();
  await searchedLevel('zigbee');
  await shown.until(() => says('Clear 4 retained messages'));
  expect(says('here match')).toBe(false);
  expect(says('All 4')).toBe(false);
});
