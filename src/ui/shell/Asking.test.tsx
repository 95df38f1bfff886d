import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import '../kit/language/bothLanguages.testkit.ts';
import { dropUndos, offerUndo, useConfirm } from '../session/dialogs/confirm.ts';
import { UndoOffer } from './Asking.tsx';
import { startKeyboard } from './palette/keyboard.ts';

let box: HTMLElement;
let root: Root;
let stop: () => void;

beforeEach(async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  vi.useFakeTimers();
  // State of previous tests.
  useConfirm.setState({ question: undefined, undos: [], notUndone: undefined });
  box = document.body.appendChild(document.createElement('div'));
  root = createRoot(box);
  await act(async () => root.render(<UndoOffer />));
  stop = startKeyboard();
});
afterEach(async () => {
  stop();
  await act(async () => dropUndos());
  await act(async () => root.unmount());
  box.remove();
  vi.useRealTimers();
});

const offer = () => box.querySelector('section[aria-label="Undo"]');
const shown = () => offer()?.querySelector('span')?.textContent;

const press = (target: Element = document.body) =>
  act(async () => {
    const init = { key: 'z', ctrlKey: true, bubbles: true, cancelable: true };
    target.dispatchEvent(new KeyboardEvent('keydown', init));
  });

test('Ctrl Z undoes the newest, then the one before', async () => {
  const [first, second] = [vi.fn<() => void>(), vi.fn<() => void>()];
  await act(async () => {
    offerUndo('first deleted', first);
    offerUndo('second deleted', second);
  });
  expect(shown()).toBe('second deleted');
  await press();
  expect([first, second].map((one) => one.mock.calls.length)).toEqual([0, 1]);
  expect(shown()).toBe('first deleted');
  await press();
  expect(first).toHaveBeenCalledOnce();
  expect(offer()).toBeNull();
});

test('in a field Ctrl Z is left to the browser', async () => {
  const undone = vi.fn<() => void>();
  await act(async () => offerUndo('deleted', undone));
  const field = box.appendChild(document.createElement('input'));
  await press(field);
  expect(undone).not.toHaveBeenCalled();
});

test('the offer disappears after some seconds, but not under the pointer', async () => {
  const over = vi.fn<() => void>();
  await act(async () => offerUndo('deleted', vi.fn<() => void>(), over));
  await act(async () => {
    offer()?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
  });
  await act(async () => vi.advanceTimersByTime(60_000));
  expect(shown()).toBe('deleted');
  expect(over).not.toHaveBeenCalled();
  await act(async () => {
    offer()?.dispatchEvent(new PointerEvent('pointerout', { bubbles: true }));
  });
  await act(async () => vi.advanceTimersByTime(60_000));
  expect(offer()).toBeNull();
  expect(over).toHaveBeenCalledOnce();
});

test('a failed undo says why', async () => {
  await act(async () => offerUndo('deleted', () => Promise.reject(new Error('disk full'))));
  await press();
  expect(offer()?.querySelector('[role=alert]')?.textContent).toContain('disk full');
});

test('few offers are kept, and the oldest is announced as expired', async () => {
  const over = vi.fn<() => void>();
  await act(async () => {
    offerUndo('0', vi.fn<() => void>(), over);
    for (let each = 1; each < 5; each += 1) offerUndo(String(each), vi.fn<() => void>());
  });
  expect(over).not.toHaveBeenCalled();
  await act(async () => offerUndo('5', vi.fn<() => void>()));
  expect(over).toHaveBeenCalledOnce();
  expect(useConfirm.getState().undos).toHaveLength(5);
});
