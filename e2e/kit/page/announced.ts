/** Notices texts that may disappear at once: announcements of live regions, and others. */
import type { Page } from '@playwright/test';

/** Runs in the page before anything else: notes each new text of a live region. */
const listen = () => {
  const heard: string[] = [];
  Object.assign(globalThis, { heard });
  const live = (node: Node | null): Element | undefined => {
    for (
      let at = node instanceof Element ? node : (node?.parentElement ?? null);
      at !== null;
      at = at.parentElement
    ) {
      const said = at.getAttribute('aria-live');
      if (said !== null) return said === 'off' ? undefined : at;
      if (at.tagName === 'OUTPUT' || /^(status|alert|log|timer|marquee)$/.test(at.role ?? ''))
        return at;
    }
    return undefined;
  };
  new MutationObserver((changes) => {
    for (const region of new Set(changes.map((change) => live(change.target)))) {
      const text = region?.textContent?.trim();
      if (text) heard.push(text);
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
};

/** Call before the page is opened. Returns a function that returns all announcements so far. */
export async function listenToAnnouncements(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(listen);
  return () =>
    page.evaluate(() => {
      const heard: unknown = Reflect.get(globalThis, 'heard');
      return Array.isArray(heard) ? heard.map(String) : [];
    });
}

/** Waits for a text that may disappear at once, so call it before the action. */
export const shows = (page: Page, text: string): Promise<void> =>
  page.evaluate(
    (wanted) =>
      new Promise<void>((resolve) => {
        const look = (): void => {
          const found = document.evaluate(
            `//text()[contains(., '${wanted}')]`,
            document,
            null,
            XPathResult.FIRST_ORDERED_NODE_TYPE,
          ).singleNodeValue;
          if (found === null) return;
          observer.disconnect();
          resolve();
        };
        const observer = new MutationObserver(look);
        observer.observe(document, { subtree: true, childList: true, characterData: true });
        look();
      }),
    text,
  );
