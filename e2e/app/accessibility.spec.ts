/** Checks every view with axe-core in both colour schemes: no findings. */
import type { Page } from '@playwright/test';
import { findings } from '../kit/page/axe.ts';
import { tooSmall } from '../kit/page/fingers.ts';
import {
  brokerAndLab,
  connectionForm,
  inspect,
  isNarrow,
  publishAndDialogs,
  valuesAndDevices,
  watch,
} from '../kit/page/views.ts';
import { startCompanion } from '../kit/peers/companion.ts';
import { letIn } from '../kit/peers/controlPass.ts';
import { expect, forgiveLostServer, test } from '../kit/test.ts';
import { isThorough } from '../kit/thorough.ts';

let served: Awaited<ReturnType<typeof startCompanion>>;
test.beforeAll(async () => {
  served = await startCompanion(['--alibaba', '--seed', '1']);
});
test.beforeEach(async ({ page }) => letIn(page.context(), served));
test.afterAll(() => served.stop());

/** Colour schemes by the system and by choice, on the open page. */
async function expectTwoLooks(page: Page): Promise<void> {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await ground();
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(ground).not.toBe(dark);
  const light = await ground();
  const theme = page.getByRole('button', { name: /^Theme: / });
  const seen = new Set<string>();
  for (let choice = 0; choice < 3; choice += 1) {
    seen.add(`${await theme.getAttribute('aria-label')} ${await ground()}`);
    await theme.click();
  }
  expect(seen).toEqual(
    new Set([`Theme: system ${light}`, `Theme: dark ${dark}`, `Theme: light ${light}`]),
  );
  await page.emulateMedia({ colorScheme: 'dark' });
}

/** `npm test` checks each view in one colour scheme, in turns. */
const schemesOf = (view: number) =>
  isThorough ? (['dark', 'light'] as const) : ([view % 2 === 0 ? 'dark' : 'light'] as const);

const PHONE = { width: 360, height: 740 };

/** `look.spec.ts` checks a phone in `npm test`, too. */
const WIDTHS = isThorough ? [1440, 820] : [1440];

/** @param at its place among the views of a test */
async function expectNoFindings(page: Page, name: string, at: number): Promise<void> {
  // The width does not change colours; `look.spec.ts` checks the colours of parts that only narrow windows
  // have.
  if (isNarrow(page)) {
    const size = page.viewportSize();
    expect.soft(await findings(page, 'all but colors'), name).toEqual([]);
    await page.setViewportSize(PHONE);
    expect.soft(await tooSmall(page), `${name}, by fingers`).toEqual([]);
    if (size !== null) await page.setViewportSize(size);
    return;
  }
  for (const [turn, colorScheme] of schemesOf(at).entries()) {
    await page.emulateMedia({ colorScheme });
    // Light and dark differ only in colours.
    const found = await findings(page, turn === 0 ? 'all' : 'colors');
    expect.soft(found, `${name}, ${colorScheme}`).toEqual([]);
  }
}

const PARTS = {
  'connection form': connectionForm,
  'Publish and dialogs': publishAndDialogs,
  Inspect: inspect,
  'Broker and Lab': brokerAndLab,
  Watch: watch,
  'values and devices': valuesAndDevices,
};

for (const width of WIDTHS) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height: 900 }, colorScheme: 'dark' });
    for (const [part, views] of Object.entries(PARTS)) {
      test(`no view has a finding in either colour scheme, and on a phone every control is large enough for touch: ${part}`, async ({
        app,
        page,
        complaints,
      }) => {
        // On a busy machine, axe takes minutes.
        for (const [at, [name, go]] of views(app, served).entries()) {
          await go();
          if (name === 'first visit' && width > 900)
            await test.step('light and dark differ, by the system and by choice', () =>
              expectTwoLooks(page));
          await expectNoFindings(page, name, at);
        }
        forgiveLostServer(complaints);
      });
    }
  });
}
