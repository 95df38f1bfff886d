interface Workers {
  addEventListener(
    type: 'controllerchange',
    listen: () => void,
    options: { readonly once: true },
  ): void;
}

const workersOf = (browser: Navigator): Workers | undefined =>
  'serviceWorker' in browser ? browser.serviceWorker : undefined;

/** ms after which a page that is still there is asked for once more, and then after twice as long each time. */
const PATIENCE = 10_000;

/**
 * A new version's service worker may take the place of the one before at that very moment: what Chromium has asked
 * the old one then, it waits for without an end (seen in 156). So the page is asked for once more when it has, and
 * for as long as nothing came.
 */
export function reloadPage(
  page: Pick<Location, 'reload'> = location,
  workers = workersOf(navigator),
): void {
  workers?.addEventListener('controllerchange', () => page.reload(), { once: true });
  ask(page, PATIENCE);
}

function ask(page: Pick<Location, 'reload'>, patience: number): void {
  page.reload();
  setTimeout(() => ask(page, patience * 2), patience);
}
