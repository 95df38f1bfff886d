/** Saving when the worker cannot load the code for it. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dropNotLoaded, tryAgain, useNotLoaded } from '../../kit/language/notLoaded.ts';
import { SilentHandle } from '../connection/handle.testkit.ts';
import { closeConnection, openConnection, setHandleFactory } from '../connectionTabs.ts';
import { saveAtOnce, useSaves } from './saves.ts';

const handle = new SilentHandle();
setHandleFactory(() => handle);

const id = openConnection();
afterEach(() => {
  closeConnection(id);
  vi.restoreAllMocks();
});

/** The newest command to save, once it was sent. */
async function asked(times: number) {
  const saves = () => handle.sent.filter((command) => command.kind === 'save');
  await expect.poll(() => saves().length).toBe(times);
  const newest = saves().at(-1);
  if (newest === undefined) throw new Error('Nothing was asked for.');
  return newest;
}

beforeEach(() => dropNotLoaded(() => true));

test('progress ends, the failure has a reason, and a retry saves', async () => {
  URL.createObjectURL = () => 'blob:';
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue(undefined);
  const then = vi.fn<() => void>();
  saveAtOnce(id, then);
  const command = await asked(1);
  handle.tell({ kind: 'not-loaded', message: 'Failed to fetch', command });
  await expect.poll(() => useSaves.getState().underWay).toBeUndefined();
  expect(useNotLoaded.getState().all).toMatchObject([{ part: 'save', message: 'Failed to fetch' }]);

  tryAgain();
  expect(useNotLoaded.getState().all).toEqual([]);
  const { save } = await asked(2);
  const counts = { examined: 1, packets: 1, written: 1, leftOut: 0, newest: 1 };
  const chunk = new Uint8Array([1]).buffer;
  handle.tell({ kind: 'saving', save, chunk, ...counts, done: true });
  await expect.poll(() => then.mock.calls.length).toBe(1);
  expect(click).toHaveBeenCalledOnce();
  expect(useSaves.getState()).toMatchObject({ underWay: undefined, outcome: { failed: false } });
});
