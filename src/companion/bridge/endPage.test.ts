import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type EndedPage, endPage } from './endPage.ts';

class SlowPage extends EventEmitter implements EndedPage {
  readonly done: string[] = [];
  written = (): void => undefined;

  send(text: string, written: () => void): void {
    this.done.push(text);
    this.written = written;
  }

  close(code: number): void {
    this.done.push(`close ${code}`);
  }

  terminate(): void {
    this.done.push('cut off');
  }
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a slow page is not cut off before it has everything, and then has time to close', () => {
  const page = new SlowPage();
  endPage(page, 'bye', 1000);
  vi.advanceTimersByTime(59_000);
  expect(page.done).toEqual(['bye']);
  page.written();
  vi.advanceTimersByTime(1900);
  expect(page.done).toEqual(['bye', 'close 1000']);
  vi.advanceTimersByTime(100);
  expect(page.done).toEqual(['bye', 'close 1000', 'cut off']);
});

test('a page that reads nothing is cut off, and a closed one is ignored', () => {
  const stuck = new SlowPage();
  endPage(stuck, 'bye', 1000);
  vi.advanceTimersByTime(60_000);
  expect(stuck.done).toEqual(['bye', 'cut off']);
  const gone = new SlowPage();
  endPage(gone, 'bye', 1000);
  gone.written();
  gone.emit('close');
  vi.advanceTimersByTime(60_000);
  expect(gone.done).toEqual(['bye', 'close 1000']);
});
