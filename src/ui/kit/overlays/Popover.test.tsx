// @vitest-environment jsdom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Popover } from './Popover.tsx';

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

let root: Root;
let resized: (() => void) | undefined;

class Sizes implements ResizeObserver {
  constructor(callback: ResizeObserverCallback) {
    resized = () => callback([], this);
  }
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {
    resized = undefined;
  }
}

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true, ResizeObserver: Sizes });
  root = createRoot(document.body.appendChild(document.createElement('div')));
});
afterEach(async () => {
  await act(async () => root.unmount());
  document.body.replaceChildren();
  vi.restoreAllMocks();
});

/** Layout of the only dialog: its place in its pane, and `origin` once its position is fixed. */
function layOut(place: () => Box, origin = { left: 0, top: 0 }): void {
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockImplementation(function (
    this: HTMLElement,
  ) {
    const { left, top, width, height } = place();
    const at = this.style.position === 'fixed' ? origin : { left, top };
    return DOMRect.fromRect({ x: at.left, y: at.top, width, height });
  });
}

const open = () =>
  act(async () =>
    root.render(
      <Popover label="Columns" onClose={() => undefined}>
        text
      </Popover>,
    ),
  );

function placeOf(): { left: string; top: string; width: string } {
  const box = document.querySelector<HTMLElement>('[role=dialog]');
  const { left = '', top = '', width = '' } = box?.style ?? {};
  return { left, top, width };
}

// The window of jsdom has 1024 × 768 px.
test.each([
  ['where it fits', { left: 300, top: 200 }, { left: '300px', top: '200px' }],
  ['beyond the right edge', { left: 900, top: 200 }, { left: '716px', top: '200px' }],
  ['beyond the left edge', { left: -40, top: 200 }, { left: '8px', top: '200px' }],
  ['beyond the bottom', { left: 300, top: 700 }, { left: '300px', top: '360px' }],
  ['above the top', { left: 300, top: -9 }, { left: '300px', top: '8px' }],
])('a popover %s is whole in the window', async (_where, at, expected) => {
  layOut(() => ({ ...at, width: 300, height: 400 }));
  await open();
  expect(placeOf()).toEqual({ ...expected, width: '300px' });
});

test('a pane that contains its layout is the origin of its place', async () => {
  layOut(() => ({ left: 900, top: 700, width: 300, height: 400 }), { left: 56, top: 40 });
  await open();
  expect(placeOf()).toEqual({ left: '660px', top: '320px', width: '300px' });
});

test('a popover that grows, or whose window shrinks, stays whole', async () => {
  let height = 100;
  layOut(() => ({ left: 300, top: 600, width: 300, height }));
  await open();
  expect(placeOf().top).toBe('600px');
  height = 300;
  await act(async () => {
    resized?.();
    await new Promise(requestAnimationFrame);
  });
  expect(placeOf().top).toBe('460px');
  vi.spyOn(window, 'innerHeight', 'get').mockReturnValue(600);
  await act(async () => window.dispatchEvent(new Event('resize')));
  expect(placeOf().top).toBe('292px');
});
