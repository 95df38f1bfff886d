/** User actions on the page in jsdom. */
import { act } from 'react';

/** The first element with the accessible name, from its label or its own text. */
export function named(box: HTMLElement, selector: string, name: string): HTMLElement {
  const found = [...box.querySelectorAll<HTMLElement>(selector)].find(
    (element) => nameOf(element) === name,
  );
  if (found === undefined) {
    throw new Error(`no ${selector} is called ${name}: ${box.innerHTML}`);
  }
  return found;
}

function nameOf(element: HTMLElement): string {
  const given = element.getAttribute('aria-label');
  if (given !== null) return given;
  const label = element.id === '' ? null : document.querySelector(`label[for="${element.id}"]`);
  return (label ?? shown(element)).textContent?.trim() ?? '';
}

/** The element without decorative content. Copies it only if there is any, because copying is slow. */
function shown(element: HTMLElement): Node {
  if (element.querySelector('[aria-hidden=true]') === null) return element;
  const own = element.cloneNode(true);
  if (own instanceof HTMLElement) {
    for (const hidden of own.querySelectorAll('[aria-hidden=true]')) hidden.remove();
  }
  return own;
}

/** Puts text into an input like typing. */
export async function type(element: HTMLElement, text: string): Promise<void> {
  const prototype =
    element instanceof HTMLTextAreaElement
      ? HTMLTextAreaElement.prototype
      : HTMLInputElement.prototype;
  await act(async () => {
    // React watches the property of the element. Like a browser, the prototype's setter bypasses it.
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(element, text);
    element.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

/** Pastes a text. False if the browser would insert it into the element. */
export async function paste(element: HTMLElement, text: string): Promise<boolean> {
  const event = new Event('paste', { bubbles: true, cancelable: true });
  Object.assign(event, { clipboardData: { getData: () => text, files: [] } });
  await act(async () => void element.dispatchEvent(event));
  return event.defaultPrevented;
}
