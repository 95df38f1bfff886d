/** Parts that throw any value at any time, and the copied details of that. */
import { act, type ReactNode, use, useEffect } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { NotLoaded } from '../../../base/lazy.ts';
import { dropNotLoaded, useNotLoaded } from '../language/notLoaded.ts';
import { Dialog } from '../overlays/Dialog.tsx';
import { DialogBoundary } from '../overlays/DialogBoundary.tsx';
import { named } from '../page/page.testkit.ts';
import { Boundary } from './Boundary.tsx';
import { failureDetails } from './failureDetails.ts';
import { UncaughtNote } from './UncaughtNote.tsx';
import { dropUncaught, guarded, startHearingUncaught, useUncaught } from './uncaught.ts';

let box: HTMLElement;
let root: Root;
let stop: () => void;

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  // React logs exceptions that boundaries catch.
  vi.spyOn(console, 'error').mockReturnValue(undefined);
  dropUncaught();
  box = document.body.appendChild(document.createElement('div'));
  root = createRoot(box);
  stop = startHearingUncaught();
});
afterEach(async () => {
  stop();
  await act(async () => root.unmount());
  box.remove();
  dropNotLoaded(() => true);
  vi.restoreAllMocks();
});

const draw = (what: ReactNode) => act(async () => root.render(what));
const click = (name: string) => act(async () => named(box, 'button', name).click());

/** Values that can be thrown and are hard to describe. */
const ODD: readonly unknown[] = [
  undefined,
  null,
  0,
  '',
  Symbol('thrown'),
  Object.create(null),
  Proxy.revocable({}, {}).proxy,
  Object.assign(new Error('x'), { message: { not: 'a text' }, name: 7, stack: null }),
  Object.defineProperty(new Error('x'), 'message', {
    get(): never {
      throw new Error('in the getter');
    },
  }),
];

function thrower(when: 'render' | 'effect' | 'use', value: () => unknown) {
  const rejected = new Map<unknown, Promise<never>>();
  return function Part() {
    const isFaulty = faulty;
    if (isFaulty && when === 'render') throw value();
    if (isFaulty && when === 'use') {
      const key = value();
      const promise = rejected.get(key) ?? Promise.reject(key);
      promise.catch(() => undefined);
      rejected.set(key, promise);
      use(promise);
    }
    useEffect(() => {
      if (isFaulty && when === 'effect') throw value();
    }, [isFaulty]);
    return 'the part';
  };
}
let faulty = true;
afterEach(() => {
  faulty = true;
});

describe.each(['render', 'effect', 'use'] as const)('thrown in %s', (when) => {
  test('limits any thrown value to its part, and Try again restores the part', async () => {
    for (const value of ODD) {
      faulty = true;
      const Part = thrower(when, () => value);
      await draw(
        <>
          <p>around</p>
          <Boundary key={String(ODD.indexOf(value))} part="part" name="Numbers">
            <Part />
          </Boundary>
        </>,
      );
      expect(box.querySelector('[role=alert]')?.textContent).toContain("Numbers can't be shown");
      expect(box.querySelector('p')?.textContent).toBe('around');
      faulty = false;
      await click('Try again');
      expect(box.textContent).toBe('aroundthe part');
    }
  });
});

test('does not report a failed import as a failure of the part', async () => {
  const Part = thrower('render', () => new NotLoaded(new Error('Failed to fetch')));
  await draw(
    <Boundary part="part">
      <Part />
    </Boundary>,
  );
  expect(box.textContent).toBe('Could not be loaded.');
  faulty = false;
  await act(async () => useNotLoaded.getState().all[0]?.again());
  expect(box.textContent).toBe('the part');
});

test('renders the part again after another selection', async () => {
  const Part = thrower('render', () => new Error('x'));
  const of = (chosen: number) => (
    <Boundary part="part" of={chosen}>
      <Part />
    </Boundary>
  );
  await draw(of(1));
  faulty = false;
  await draw(of(1));
  expect(box.querySelector('[role=alert]')).not.toBeNull();
  await draw(of(2));
  expect(box.textContent).toBe('the part');
});

test('replaces a failed dialog with one that closes and returns the focus', async () => {
  vi.spyOn(HTMLDialogElement.prototype, 'showModal').mockImplementation(function open(
    this: HTMLDialogElement,
  ) {
    this.querySelector('button')?.focus();
  });
  let inside = false;
  function Broken({ open }: { open: boolean }) {
    if (open && faulty && !inside) throw new Error('around');
    const content = open && <Content />;
    return (
      <Dialog open={open} label="Sizes" onClose={close}>
        {content}
      </Dialog>
    );
  }
  const Content = thrower('render', () => new Error('inside'));
  const close = () => void act(async () => root.render(page(false)));
  const page = (open: boolean) => (
    <>
      <button type="button">opener</button>
      <DialogBoundary part="dialog" name="Sizes" isOpen={open} onClose={close}>
        <Broken open={open} />
      </DialogBoundary>
    </>
  );
  for (inside of [false, true]) {
    await draw(page(false));
    named(box, 'button', 'opener').focus();
    await draw(page(true));
    expect(box.querySelectorAll('dialog [role=alert]')).toHaveLength(1);
    expect(document.activeElement?.closest('dialog')).not.toBeNull();
    await click('Close');
    expect(box.querySelectorAll('[role=alert]')).toHaveLength(0);
    expect(document.activeElement?.textContent).toBe('opener');
  }
});

describe('uncaught errors', () => {
  const fail = (error: unknown, filename = '') =>
    act(async () => {
      const message = 'Uncaught';
      window.dispatchEvent(new ErrorEvent('error', { error, message, filename }));
    });

  test('are reported once for equal errors, with their count', async () => {
    await draw(<UncaughtNote />);
    const error = new Error('in a timer');
    await fail(error);
    await fail(error);
    await fail(new RangeError('Invalid array length'));
    await act(async () => {
      const rejection = Object.assign(new Event('unhandledrejection'), { reason: error });
      window.dispatchEvent(rejection);
    });
    expect(box.textContent).toContain('Internal error in mqttscope');
    expect(box.textContent).toContain('(2 more errors)');
    expect(useUncaught.getState().all.map(({ count }) => count)).toEqual([2, 1, 1]);
    await click('Dismiss');
    expect(box.textContent).toBe('');
  });

  test('are bounded', async () => {
    for (let n = 0; n < 50; n += 1)
      await fail(Object.assign(new Error('x'), { name: `N${n}Error` }));
    for (let n = 0; n < 50; n += 1)
      await fail(
        Object.assign(new Error('x'), { name: `${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[n % 26]}Error` }),
      );
    expect(useUncaught.getState().all.length).toBeLessThan(21);
    expect(useUncaught.getState().others).toBeGreaterThan(0);
  });

  test('ignore layout notices and scripts of extensions', async () => {
    await act(async () => {
      const message = 'ResizeObserver loop completed with undelivered notifications.';
      window.dispatchEvent(new ErrorEvent('error', { message }));
    });
    await fail(new Error('x'), 'moz-extension://a/b.js');
    expect(useUncaught.getState().all).toEqual([]);
  });

  test('do not affect other listeners of a store', () => {
    const heard: number[] = [];
    const listeners = [
      guarded('first', () => {
        throw new Error('of one tab');
      }),
      guarded('second', (n: number) => heard.push(n)),
    ];
    for (const listener of listeners) listener(7);
    expect(heard).toEqual([7]);
    expect(useUncaught.getState().all).toHaveLength(1);
  });
});

test('the details name the program, the part, the kind of error and places in the code, and no data', () => {
  const error = new TypeError("home/alarm (reading 'hunter2')");
  error.stack = `${error.name}: ${error.message}
    at Xe (https://broker.example:8884/app/assets/PacketsView-B1x_.js:10:123)
    at async Promise.all (index 0)
qe@https://broker.example:8884/app/assets/index.js?v=1:4:5`;
  const details = failureDetails({ error, part: 'tab > view packets' });
  expect(details).toMatch(/^mqttscope \d/);
  expect(details.split('\n').slice(1, -1)).toEqual([
    'Part: tab > view packets',
    'Error: TypeError',
    '  at PacketsView-B1x_.js:10:123',
    '  at index.js:4:5',
  ]);
  expect(failureDetails({ error: 'hunter2', part: 'x' })).not.toContain('hunter2');
});
