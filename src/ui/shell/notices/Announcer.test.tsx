import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { announce, confirm, useLanguage } from '#kit';
import { Announcer } from './Announcer.tsx';

let root: Root;
let box: HTMLElement;

beforeEach(async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  vi.useFakeTimers();
  box = document.createElement('div');
  root = createRoot(box);
  await act(async () => root.render(<Announcer />));
});
afterEach(async () => {
  await act(async () => root.unmount());
  vi.useRealTimers();
});

const region = () => box.querySelector('[aria-live=polite]');
const isSeen = () => region()?.classList.contains('sr-only') === false;

test('spoken texts are not visible; confirmations are, for a moment', async () => {
  await act(async () => announce('Connected'));
  expect(region()?.textContent).toContain('Connected');
  expect(isSeen()).toBe(false);
  await act(async () => confirm('Topic copied'));
  expect(region()?.textContent).toContain('Topic copied');
  expect(isSeen()).toBe(true);
  await act(async () => vi.advanceTimersByTime(2000));
  // A repeated announcement stays for the full time again.
  await act(async () => confirm('Topic copied'));
  await act(async () => vi.advanceTimersByTime(2000));
  expect(isSeen()).toBe(true);
  await act(async () => vi.advanceTimersByTime(1000));
  expect(isSeen()).toBe(false);
});

test('a text in the previous language leaves no empty note', async () => {
  await act(async () => confirm('Topic copied'));
  const { language } = useLanguage.getState();
  await act(async () => useLanguage.setState({ language: language === 'en' ? 'zh' : 'en' }));
  expect(isSeen()).toBe(false);
  await act(async () => useLanguage.setState({ language }));
});
