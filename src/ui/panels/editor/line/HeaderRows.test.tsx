import { act, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test } from 'vitest';
import { named } from '../../../kit/page/page.testkit.ts';
import { HeaderRows } from './HeaderRows.tsx';

type Rows = Parameters<typeof HeaderRows>[0]['rows'];

function Editor() {
  const [rows, setRows] = useState<Rows>([
    ['A', 'first'],
    ['B', 'second'],
  ]);
  return <HeaderRows rows={rows} onChange={setRows} />;
}

test('removing a row with a revealed value does not reveal the next one', async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  const box = document.body.appendChild(document.createElement('div'));
  const root = createRoot(box);
  await act(async () => root.render(<Editor />));
  const values = () => [...box.querySelectorAll<HTMLInputElement>('[data-focus=secret]')];
  const button = (name: RegExp): HTMLElement => {
    const found = [...box.querySelectorAll('button')].find((one) => name.test(one.ariaLabel ?? ''));
    return found ?? named(box, 'button', String(name));
  };
  await act(async () => button(/^Show/).click());
  expect(values().map(({ type }) => type)).toEqual(['text', 'password']);
  await act(async () => button(/^Remove header 1$/).click());
  expect(values().map(({ type, value }) => [type, value])).toEqual([['password', 'second']]);
  await act(async () => root.unmount());
  box.remove();
});
