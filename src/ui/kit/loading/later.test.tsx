// @vitest-environment jsdom
/** Lazy components while they load and when loading fails. */
import '../language/bothLanguages.testkit.ts';
import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NotLoadedNote } from '../failures/NotLoadedNote.tsx';
import { useAnnouncement } from '../language/announcements.ts';
import { Loading } from '../language/loading.ts';
import { dropNotLoaded, useNotLoaded } from '../language/notLoaded.ts';
import { useAwaited } from '../language/useLoaded.ts';
import { named } from '../page/page.testkit.ts';
import { Awaited, later } from './later.tsx';
import { WaitingNote, WaitsOver } from './Waits.tsx';

let box: HTMLElement;
let root: Root;

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  // React logs exceptions that a boundary catches.
  vi.spyOn(console, 'error').mockReturnValue(undefined);
  vi.useFakeTimers();
  useAnnouncement.setState({ text: '' });
  dropNotLoaded(() => true);
  box = document.body.appendChild(document.createElement('div'));
  root = createRoot(box);
});
afterEach(async () => {
  await act(async () => root.unmount());
  box.remove();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const draw = (what: ReactNode) => act(async () => root.render(what));
const pass = (ms: number) => act(async () => vi.advanceTimersByTimeAsync(ms));

/** A part that the test loads or fails. */
function part(words: string, Waits?: () => ReactNode) {
  let settle: (error?: Error) => void = () => undefined;
  const load = (): Promise<() => ReactNode> =>
    new Promise((resolve, reject) => {
      settle = (error) => (error ? reject(error) : resolve(() => words));
    });
  const comes = (error?: Error) => act(async () => settle(error));
  return { Drawn: later(load, Waits && { Waits }), comes };
}

test('a fast load shows nothing; a slow one shows progress until it is done', async () => {
  const { Drawn, comes } = part('the part');
  await draw(<Drawn />);
  await pass(199);
  expect(box.textContent).toBe('');
  await pass(1);
  expect(box.textContent).toBe('Loading…');
  expect(useAnnouncement.getState().text).toBe('');
  await comes();
  expect(box.textContent).toBe('the part');
});

test('overlays share one loading indicator', async () => {
  const one = part('one', WaitsOver);
  const other = part('other', WaitsOver);
  await draw(
    <>
      <WaitingNote />
      <one.Drawn />
      <other.Drawn />
    </>,
  );
  await pass(199);
  expect(box.textContent).toBe('');
  await pass(1);
  expect(box.textContent).toBe('Loading…');
  expect(useAnnouncement.getState().text).toBe('Loading…');
  await one.comes();
  await other.comes();
  expect(box.textContent).toBe('oneother');
});

test('several failed parts are reported once, and retried together', async () => {
  const one = part('one ');
  const other = part('other');
  await draw(
    <>
      <NotLoadedNote />
      <one.Drawn />
      <other.Drawn />
    </>,
  );
  await one.comes(new Error('Failed to fetch'));
  await other.comes(new Error('Failed to fetch'));
  expect(box.querySelectorAll('[role=alert]')).toHaveLength(1);
  expect(box.textContent).toMatch(/This part could not be loaded.*Failed to fetch/);
  expect(box.textContent?.split('Could not be loaded.')).toHaveLength(3);
  await act(async () => named(box, 'button', 'Try again').click());
  await one.comes();
  await other.comes();
  expect(box.textContent).toBe('one other');
});

test('a part that failed is loaded again once the network is back, and an action waits for the user', async () => {
  const one = part('one');
  const failing = () => Promise.reject<string>(new Error('Failed to fetch'));
  const background = new Loading(
    vi.fn<() => Promise<string>>(async () => 'loaded').mockImplementationOnce(failing),
  );
  const action = new Loading(failing);
  const run = vi.fn<(found: string) => void>();
  await draw(
    <>
      <NotLoadedNote />
      <one.Drawn />
    </>,
  );
  await one.comes(new Error('Failed to fetch'));
  await act(async () => {
    background.whenThere(run);
    action.with(run);
  });
  const load = vi.spyOn(action, 'load');
  await act(async () => window.dispatchEvent(new Event('online')));
  await one.comes();
  expect(box.textContent).toMatch(/one$/);
  expect(run.mock.calls).toEqual([['loaded']]);
  expect(load).not.toHaveBeenCalled();
  expect(useNotLoaded.getState().all).toMatchObject([{ of: action }]);
});

/** Draws a value that the test loads or fails. */
function awaited() {
  const settle: ((error?: Error) => void)[] = [];
  const loading = new Loading(
    () =>
      new Promise<string>((resolve, reject) => {
        settle.push((error) => (error ? reject(error) : resolve('the value')));
      }),
  );
  function Value() {
    return <>{useAwaited(loading)}</>;
  }
  const comes = (error?: Error) => act(async () => settle.at(-1)?.(error));
  return { Value, comes, loads: settle };
}

test('a suspended value leaves its surroundings on the screen, and is drawn as soon as it is loaded', async () => {
  const { Value, comes, loads } = awaited();
  const drawing = (
    <>
      before{' '}
      <Awaited waits="waits">
        <Value />
      </Awaited>
    </>
  );
  await draw(drawing);
  expect(box.textContent).toBe('before waits');
  await comes();
  await pass(1000);
  expect(box.textContent).toBe('before the value');
  await draw(null);
  act(() => root.render(drawing));
  expect(box.textContent).toBe('before the value');
  expect(loads).toHaveLength(1);
});

test('a suspended value that fails to load is loaded again only on the user’s request', async () => {
  const { Value, comes, loads } = awaited();
  await draw(
    <>
      <NotLoadedNote />
      <Awaited waits="waits">
        <Value />
      </Awaited>
    </>,
  );
  await comes(new Error('Failed to fetch'));
  await pass(1000);
  expect(loads).toHaveLength(1);
  expect(box.textContent).toContain('Could not be loaded.');
  await act(async () => named(box, 'button', 'Try again').click());
  expect(loads).toHaveLength(2);
  await comes();
  await pass(1000);
  expect(box.textContent).toBe('the value');
});

test('a part that is no longer needed is no longer reported', async () => {
  const { Drawn, comes } = part('the part');
  await draw(<Drawn />);
  await comes(new Error('Failed to fetch'));
  expect(useNotLoaded.getState().all).toHaveLength(1);
  await draw(null);
  expect(useNotLoaded.getState().all).toEqual([]);
});

test.each([
  ['another build', 'new', /older version/],
  ['the same build', 'old', /There may be a new version/],
])('if the server has %s, that is reported', async (_, version, words) => {
  document.head.innerHTML = '<meta name="mqttscope-build" content="old">';
  const page = `<meta name="mqttscope-build" content="${version}">`;
  vi.stubGlobal('fetch', async () => new Response(page));
  const { Drawn, comes } = part('the part');
  await draw(
    <>
      <NotLoadedNote />
      <Drawn />
    </>,
  );
  await comes(new Error('Failed to fetch'));
  await pass(0);
  expect(box.textContent).toMatch(words);
  vi.unstubAllGlobals();
  document.head.innerHTML = '';
});
