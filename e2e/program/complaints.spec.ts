/** Tests the checks of all browser tests: they report what must fail a test. */
import { expect, test } from '../kit/test.ts';

test('console errors, unhandled rejections and policy violations are detected, also in workers', async ({
  page,
  companion,
  complaints,
}) => {
  const hears = async (what: RegExp) => {
    await expect.poll(() => complaints.some((one) => what.test(one))).toBe(true);
    complaints.length = 0;
  };
  await page.goto(companion.app);
  await page.evaluate(() => console.error('said by the page'));
  await hears(/said by the page/);
  await page.evaluate(() => {
    void Promise.reject(new Error('nobody waits for this'));
  });
  await hears(/nobody waits for this/);
  const isRefused = await page.evaluate(() => {
    const script = document.createElement('script');
    try {
      script.textContent = 'globalThis.ran = true';
    } catch (error) {
      document.head.append(script);
      return error instanceof TypeError;
    }
    return false;
  });
  expect(isRefused).toBe(true);
  await hears(/requires 'TrustedScript'/);
  await page.evaluate(() => {
    const style = document.createElement('style');
    style.textContent = 'body { display: none }';
    document.head.append(style);
  });
  await hears(/policy: style-src/);
  expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false);
  await expect.poll(() => page.workers().length).toBeGreaterThan(0);
  const [worker] = page.workers();
  await worker?.evaluate(() => {
    setTimeout(() => {
      throw new Error('thrown in a worker');
    });
  });
  await hears(/thrown in a worker/);
  await worker?.evaluate(() => console.error('said by a worker'));
  await hears(/said by a worker/);
});
