/** Observes the packet list of the built app from inside its page. */
import type { Browser, Page } from '@playwright/test';
import { App } from '../../kit/page/app.ts';
import { startCompanion } from '../../kit/peers/companion.ts';
import freshBuild from '../../run/freshBuild.ts';
import { appPage } from './appPage.ts';
import type { LiveSource } from './liveSource.ts';

/** State of the list in a frame. */
export interface Frame {
  /** ms of `wallClock`. */
  readonly at: number;
  /** Position in the list of the last visible row. */
  readonly last: number;
}

declare global {
  interface Window {
    lastRow: () => number;
  }
}

/** Runs with the app open, subscribed to a source and idle. */
export async function withList(
  browser: Browser,
  source: LiveSource,
  run: (page: Page) => Promise<void>,
): Promise<void> {
  freshBuild();
  const companion = await startCompanion(['--no-demo']);
  try {
    const page = await appPage(browser);
    await page.addInitScript(() => {
      window.lastRow = () => {
        const grid = document.querySelector('[role="grid"][aria-label="Packets"]');
        const bottom = grid?.getBoundingClientRect().bottom ?? 0;
        const rows = [...(grid?.querySelectorAll('[role="row"][data-index]') ?? [])];
        const row = rows.findLast((one) => one.getBoundingClientRect().top < bottom);
        return Number(row?.getAttribute('data-index') ?? -1);
      };
    });
    const url = source.address('/mqtt');
    await new App(page).connect(companion.app, {
      url,
      version: '3.1.1',
      subscribe: ['#'],
    });
    await source.ready('/mqtt');
    await new App(page).packet('in', 'SUBACK').waitFor();
    await run(page);
    await page.close();
  } finally {
    await companion.stop();
  }
}

/**
 * Waits until the list shows a row at that position. Returns the time of the frame after it was drawn, in ms
 * of `wallClock`.
 */
export const shownAt = (page: Page, place: number): Promise<number> =>
  page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          if (window.lastRow() >= wanted) resolve(performance.timeOrigin + performance.now());
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
    place,
  );
