// @vitest-environment jsdom
/** Keys whose action, or dialog, is still being loaded. */
import { focusAwaited, type Loading } from '#kit';
import '../../kit/language/bothLanguages.testkit.ts';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SETTINGS } from '../../../profiles/settings/settings.testkit.ts';
import { useNotLoaded } from '../../kit/language/notLoaded.ts';
import { prepareConnection } from '../../session/connection/connections.ts';
import { SilentHandle } from '../../session/connection/handle.testkit.ts';
import { select } from '../../session/connection/selection.ts';
import { closeConnection, openConnection, setHandleFactory } from '../../session/connectionTabs.ts';
import { closeOverlay } from '../../session/dialogs/overlay.ts';
import { ladderOf, setLadder } from '../../session/packet/ladderView.ts';
import { setView, useView, viewOf } from '../../session/view/tabView.ts';
import { Overlays } from '../Overlays.tsx';
import { allActions } from './allActions.ts';
import { dialogs } from './dialogs.ts';
import { startKeyboard } from './keyboard.ts';

/** ms; a busy machine loads the palette slowly. */
const TIMEOUT = 30_000;
vi.setConfig({ testTimeout: 2 * TIMEOUT });

let id = '';
let box: HTMLElement;
let field: HTMLInputElement;
let root: Root;
let stop: () => void;

beforeEach(async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  // jsdom has neither.
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
  };
  Element.prototype.scrollIntoView = () => undefined;
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe(): void {}
      unobserve(): void {}
      disconnect(): void {}
    },
  );
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  setHandleFactory(() => new SilentHandle());
  id = openConnection();
  prepareConnection(id, SETTINGS);
  box = document.body.appendChild(document.createElement('div'));
  field = document.body.appendChild(document.createElement('input'));
  root = createRoot(box);
  await act(async () => root.render(<Overlays />));
  stop = startKeyboard();
  field.focus();
});
afterEach(async () => {
  stop();
  await act(async () => closeOverlay());
  await act(async () => root.unmount());
  closeConnection(id);
  box.remove();
  field.remove();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** Holds the loading back until `comes`. */
function hold(loading: Loading<() => unknown>): {
  comes: () => Promise<void>;
  fails: () => Promise<void>;
} {
  const load = loading.load.bind(loading);
  let settle: (error?: Error) => void = () => undefined;
  const held = new Promise<void>((resolve, reject) => {
    settle = (error) => (error ? reject(error) : resolve());
  });
  vi.spyOn(loading, 'found', 'get').mockReturnValue(undefined);
  vi.spyOn(loading, 'isUnderWay', 'get').mockReturnValue(true);
  vi.spyOn(loading, 'load').mockImplementation(async () => {
    await held;
    return load();
  });
  return {
    comes: () =>
      act(async () => {
        await load();
        vi.restoreAllMocks();
        settle();
      }),
    fails: () =>
      act(async () => {
        settle(new Error('Failed to fetch'));
      }),
  };
}

/** Whether the page handled the key. */
async function press(key: string, init: KeyboardEventInit = {}): Promise<boolean> {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
  await act(async () => field.dispatchEvent(event));
  return event.defaultPrevented;
}

const opened = () => box.querySelector('dialog[open]');

test('text typed before the palette opens is in its field', async () => {
  const palette = hold(dialogs.palette);
  await press('k', { ctrlKey: true });
  for (const key of ['s', 'h', 'x', 'Backspace', 'o', 'w']) expect(await press(key)).toBe(true);
  expect(opened()).toBeNull();
  await palette.comes();
  expect(opened()).not.toBeNull();
  const input = box.querySelector<HTMLInputElement>('[data-autofocus]');
  expect(input?.value).toBe('show');
  expect(document.activeElement).toBe(input);
});

test('letters typed between the palette’s loading and drawing are in its field', async () => {
  const palette = hold(dialogs.palette);
  await press('k', { ctrlKey: true });
  await press('s');
  vi.spyOn(dialogs.palette, 'isUnderWay', 'get').mockReturnValue(false);
  for (const key of ['h', 'o', 'w']) expect(await press(key)).toBe(true);
  await palette.comes();
  expect(box.querySelector<HTMLInputElement>('[data-autofocus]')?.value).toBe('show');
});

test.each<[string, () => Promise<unknown>]>([
  ['Escape', () => press('Escape')],
  ['Ctrl K again', () => press('k', { ctrlKey: true })],
  ['Tab', () => press('Tab')],
  [
    'a click elsewhere',
    () =>
      act(async () => {
        field.dispatchEvent(new Event('pointerdown', { bubbles: true }));
      }),
  ],
])('a palette cancelled by %s takes neither focus nor letters', async (_, cancelPending) => {
  const palette = hold(dialogs.palette);
  await press('k', { ctrlKey: true });
  await cancelPending();
  expect(await press('a')).toBe(false);
  await palette.comes();
  expect(opened()).toBeNull();
  expect(document.activeElement).toBe(field);
  await press('k', { ctrlKey: true });
  expect(opened()).not.toBeNull();
  expect(box.querySelector<HTMLInputElement>('[data-autofocus]')?.value).toBe('');
});

test('a palette that fails to load is reported, and takes no letters', async () => {
  const palette = hold(dialogs.palette);
  await press('k', { ctrlKey: true });
  await palette.fails();
  expect(useNotLoaded.getState().all).toMatchObject([{ message: 'Failed to fetch' }]);
  expect(await press('a')).toBe(false);
});

test.each([
  [true, true],
  [false, false],
] as const)(
  'a key with a lazy action acts late only if the user still waits: %s',
  async (stillWaits, isWhole) => {
    const actions = hold(allActions);
    select(id, { packet: 1 });
    const key = new KeyboardEvent('keydown', { key: 'x', bubbles: true, cancelable: true });
    await act(async () => document.body.dispatchEvent(key));
    expect(key.defaultPrevented).toBe(true);
    await press('Shift');
    if (!stillWaits) await press('a');
    await actions.comes();
    expect(ladderOf(id).isWhole).toBe(isWhole);
    setLadder(id, { isWhole: false });
  },
);

/** Fields like those of the panes, each drawn with its view. */
function Fields({ connectionId }: { readonly connectionId: string }) {
  const { panel, front } = useView(connectionId);
  return (
    <>
      {panel === 'packets' && <input data-focus="display-filter" />}
      {front === 'topics' && <input data-focus="find-topic" />}
      {front === 'topics' && <input data-focus="topic-filter" />}
    </>
  );
}

test.each([
  ['f', { ctrlKey: true }, 'display-filter'],
  ['/', {}, 'find-topic'],
  ['s', {}, 'topic-filter'],
])(
  'a field reached by %s receives the very next key, whatever is still loading',
  async (key, init, place) => {
    hold(allActions);
    setView(id, { panel: 'topic' });
    const panes = document.body.appendChild(document.createElement('div'));
    const drawn = createRoot(panes);
    await act(async () => drawn.render(<Fields connectionId={id} />));
    field.blur();
    const down = (pressed: string, more: KeyboardEventInit = {}) => {
      const event = new KeyboardEvent('keydown', {
        key: pressed,
        bubbles: true,
        cancelable: true,
        ...more,
      });
      (document.activeElement ?? document.body).dispatchEvent(event);
      return event.defaultPrevented;
    };
    // No task of the page runs between the two key presses.
    act(() => {
      expect(down(key, init)).toBe(true);
      expect(document.activeElement).toBe(panes.querySelector(`[data-focus=${place}]`));
      expect(down(' ')).toBe(false);
    });
    expect(viewOf(id).paused).toBe(false);
    await act(async () => drawn.unmount());
    panes.remove();
  },
);

test('a desk is shown by its key at once, whatever is still loading', async () => {
  hold(allActions);
  await press('1', { code: 'Digit1', altKey: true });
  expect(viewOf(id).panel).toBe('topic');
});

test('a desk’s key moves the focus to its list, even if drawn late', async () => {
  let isLoaded = true;
  function Desk() {
    const { panel } = useView(id);
    return (
      <main data-pane="centre" data-focus="capture">
        <button type="button" role="tab" aria-selected>
          {panel}
        </button>
        {isLoaded && <div key={panel} role="grid" tabIndex={0} aria-label={panel} />}
      </main>
    );
  }
  const draw = () => act(async () => root.render(<Desk />));
  const go = (digit: number) => press(String(digit), { code: `Digit${digit}`, altKey: true });
  const focused = () => document.activeElement?.getAttribute('aria-label') ?? undefined;
  await draw();
  expect(await go(1)).toBe(true);
  expect(focused()).toBe('topic');
  isLoaded = false;
  await go(2);
  await draw();
  expect(document.activeElement?.textContent).toBe('packets');
  isLoaded = true;
  await draw();
  await act(async () => focusAwaited());
  expect(focused()).toBe('packets');
  // Four desks have keys, and a new tab has no broker to look at.
  expect(await go(5)).toBe(false);
});
