interface Workers {
  addEventListener(
    type: 'controllerchange',
    listen: () => void,
    options: { readonly once: true },
  ): void;
}

const workersOf = (browser: Navigator): Workers | undefined =>
  'serviceWorker' in browser ? browser.serviceWorker : undefined;

/** ms before the page is requested again. Each further wait is twice as long. */
const TIMEOUT = 10_000;

/**
 * Reloads the page. A new version's service worker may replace the old one at that moment, and Chromium then
 * waits endlessly for the old worker's answer (seen in 156). So the page is requested again after a
 * replacement, and repeatedly while there is no answer.
 */
export function reloadPage(
  page: Pick<Location, 'reload'> = location,
  workers = workersOf(navigator),
): void {
  workers?.addEventListener('controllerchange', () => page.reload(), { once: true });
  ask(page, TIMEOUT);
}

function ask(page: Pick<Location, 'reload'>, patience: number): void {
  page.reload();
  setTimeout(() => ask(page, patience * 2), patience);
}
