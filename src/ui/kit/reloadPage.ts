interface Workers {
  addEventListener(
    type: 'controllerchange',
    listen: () => void,
    options: { readonly once: true },
  ): void;
}

const workersOf = (browser: Navigator): Workers | undefined =>
  'serviceWorker' in browser ? browser.serviceWorker : undefined;

/**
 * A new version's service worker may take the place of the one before at that very moment: what Chromium has asked
 * the old one then, it waits for without an end (seen in 156). So the page is asked for once more.
 */
export function reloadPage(
  page: Pick<Location, 'reload'> = location,
  workers = workersOf(navigator),
): void {
  workers?.addEventListener('controllerchange', () => page.reload(), { once: true });
  page.reload();
}
