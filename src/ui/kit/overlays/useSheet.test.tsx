// @vitest-environment jsdom
import { act, type ReactNode, useRef, useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Dialog } from './Dialog.tsx';
import './dialogs.testkit.ts';
import { useSheet } from './useSheet.ts';

let box: HTMLElement;
let root: Root;

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  box = document.body.appendChild(document.createElement('div'));
  root = createRoot(box);
});
afterEach(async () => {
  await act(async () => root.unmount());
  box.remove();
});

/** A sheet with one button, which removes itself. */
function Sheet({
  name,
  onClose,
  children,
}: {
  name: string;
  onClose: () => void;
  children?: ReactNode;
}) {
  const [isFull, setFull] = useState(true);
  const sheet = useRef<HTMLElement>(null);
  const { onKeyDown } = useSheet(sheet, onClose);
  return (
    <section ref={sheet} data-sheet aria-label={name} onKeyDown={onKeyDown}>
      {isFull && (
        <button type="button" onClick={() => setFull(false)}>
          Delete
        </button>
      )}
      {children}
    </section>
  );
}

function Sheets({ names }: { names: readonly string[] }) {
  const [open, setOpen] = useState(names);
  return open.map((name) => (
    <Sheet key={name} name={name} onClose={() => setOpen(open.filter((one) => one !== name))} />
  ));
}

const sheets = () => [...box.querySelectorAll('section')].map((one) => one.ariaLabel);
const escape = () =>
  act(async () => {
    const event = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
  });

test('Escape closes the upper sheet, even if the focused control is gone', async () => {
  await act(async () => root.render(<Sheets names={['Connection', 'Profiles']} />));
  const last = [...box.querySelectorAll('button')].at(-1);
  await act(async () => {
    last?.focus();
    last?.click();
  });
  expect(document.activeElement).toBe(document.body);
  await escape();
  expect(sheets()).toEqual(['Connection']);
  await escape();
  expect(sheets()).toEqual([]);
});

test('Escape with the focus in a sheet closes that sheet', async () => {
  await act(async () => root.render(<Sheets names={['Connection', 'Profiles']} />));
  box.querySelector('button')?.focus();
  await escape();
  expect(sheets()).toEqual(['Profiles']);
});

test('Escape in a dialog of a sheet does not also close the sheet', async () => {
  let closed = 0;
  await act(async () =>
    root.render(
      <Sheet name="Connection" onClose={() => closed++}>
        <Dialog open label="New rule" onClose={() => undefined}>
          <input data-autofocus />
        </Dialog>
      </Sheet>,
    ),
  );
  expect(document.activeElement?.tagName).toBe('INPUT');
  await escape();
  expect(closed).toBe(0);
});
