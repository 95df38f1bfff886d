import { expect, it } from 'vitest';
import { startTestCompanion } from '../serve/companion.testkit.ts';

const SCRIPT = { headers: { 'service-worker': 'script' } };

it('answers a foreign service worker with a script that removes it, and reports it once', async () => {
  const { app, notices } = await startTestCompanion();
  for (const path of [
    'evil.js',
    'serviceWorker.js?v=2',
    'control/serviceWorker.js',
    'index.html',
  ]) {
    const answer = await fetch(app + path, SCRIPT);
    expect(answer.headers.get('content-type')).toContain('text/javascript');
    expect(answer.headers.get('service-worker-allowed')).toBe('/');
    expect(await answer.text()).toContain('unregister()');
  }
  expect(notices).toEqual([expect.stringContaining('Another program has answered at this port')]);
});

it('ignores other requests and the script of the app’s own worker', async () => {
  const { app, notices } = await startTestCompanion();
  expect((await fetch(`${app}serviceWorker.js`, SCRIPT)).status).toBe(404);
  expect(await (await fetch(app)).text()).toContain('<title>app</title>');
  expect((await fetch(`${app}evil.js`)).status).toBe(404);
  expect(notices).toEqual([]);
});
