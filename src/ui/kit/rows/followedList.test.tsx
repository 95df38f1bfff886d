/** A list that follows its end writes its scroll position once for each frame. */
import { afterEach, expect, test, vi } from 'vitest';
import { type RowList, RowScroller } from './rowScroller.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

class NoResizes {
  observe(): void {}
  disconnect(): void {}
}

test('renders in one frame write the last position once; an event of the previous frame ends nothing', () => {
  const frames: (() => void)[] = [];
  vi.stubGlobal('ResizeObserver', NoResizes);
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run));
  vi.stubGlobal('cancelAnimationFrame', () => undefined);
  const element = document.createElement('div');
  const written: number[] = [];
  let position = 0;
  let reads = 0;
  Object.defineProperty(element, 'scrollTop', {
    get: () => {
      reads += 1;
      return position;
    },
    set: (to: number) => {
      position = to;
      written.push(to);
    },
  });
  const scroller = new RowScroller();
  const onScrolledUp = vi.fn<() => void>();
  const leave = scroller.attach(element, 0);
  const draw = (count: number, follow = true): void => {
    const list: RowList = { count, first: 0, rowHeight: 20, head: 0, follow, onScrolledUp };
    scroller.drawn(list, scroller.placeOf(list));
  };
  const frame = (): void => {
    for (const run of frames.splice(0)) run();
  };
  draw(100);
  draw(101);
  expect(written).toEqual([]);
  frame();
  expect(written).toEqual([101 * 20 - 400]);
  // The event of the writing is not read, which would force a layout.
  reads = 0;
  element.dispatchEvent(new Event('scroll'));
  expect(reads).toBe(0);
  draw(110);
  element.dispatchEvent(new Event('scroll'));
  expect(onScrolledUp).not.toHaveBeenCalled();
  frame();
  expect(written.at(-1)).toBe(110 * 20 - 400);
  element.dispatchEvent(new Event('scroll'));
  // The user scrolls.
  draw(111);
  position = 500;
  element.dispatchEvent(new Event('scroll'));
  expect(onScrolledUp).toHaveBeenCalledTimes(1);
  draw(112, false);
  frame();
  expect(position).toBe(500);
  leave();
});
