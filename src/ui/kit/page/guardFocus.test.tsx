import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { focusTarget } from './focus.ts';
import { guardFocus, isRecovering } from './guardFocus.ts';

let stop: () => void;

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  document.body.innerHTML = `
    <main data-pane="centre" data-focus="capture">
      <div role="grid" tabindex="0"></div>
      <section data-pane="detail"><button>Send</button><button>Drop</button></section>
      <button>Subscribe</button>
    </main>
    <div role="dialog"><button>Rename</button></div>
    <p tabindex="-1">Elsewhere</p>`;
  stop = guardFocus();
});

afterEach(() => {
  stop();
  document.body.replaceChildren();
});

function button(name: string): HTMLButtonElement {
  const found = [...document.querySelectorAll('button')].find((one) => one.textContent === name);
  if (found === undefined) throw new Error(`no button ${name}`);
  found.focus();
  return found;
}

const frames = () =>
  new Promise((resolve) => {
    requestAnimationFrame(() =>
      requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
  });

test('a removed or disabled control leaves the focus in its pane, at the list if there is one', async () => {
  button('Subscribe').remove();
  await Promise.resolve();
  expect(isRecovering()).toBe(true);
  await frames();
  expect(document.activeElement?.getAttribute('role')).toBe('grid');
  expect(isRecovering()).toBe(false);

  button('Send').disabled = true;
  await frames();
  expect(document.activeElement?.textContent).toBe('Drop');

  button('Drop').closest('section')?.remove();
  await frames();
  expect(document.activeElement?.getAttribute('role')).toBe('grid');
});

test('a request that the user has moved on from does not hold the focus', async () => {
  focusTarget('not-drawn');
  button('Subscribe').remove();
  await frames();
  expect(document.activeElement?.getAttribute('role')).toBe('grid');
});

test('the focus stays where the action or the user moved it', async () => {
  const gone = button('Subscribe');
  gone.remove();
  document.querySelector('p')?.focus();
  await frames();
  expect(document.activeElement?.textContent).toBe('Elsewhere');

  const left = button('Send');
  left.blur();
  await frames();
  left.remove();
  await frames();
  expect(document.activeElement).toBe(document.body);
});

test('a dialog manages the focus itself', async () => {
  button('Rename').remove();
  await frames();
  expect(document.activeElement).toBe(document.body);
});
