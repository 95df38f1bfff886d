/*
 * Replaces the service worker of earlier versions, which stored the app's files. Browsers that have it
 * request this address at each visit.
 */
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(leave()));

async function leave() {
  const stored = (await caches.keys()).filter((name) =>
    name.startsWith(`mqttscope of ${registration.scope} `),
  );
  await Promise.all(stored.map((name) => caches.delete(name)));
  await registration.unregister();
}
