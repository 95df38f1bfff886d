/**
 * Removes a service worker that another program installed at this origin while the companion was not running.
 * It would respond instead of the companion, even for the page. At each visit, browsers request its script
 * again, with a header that marks the request. The script in our response removes the worker and reloads its
 * pages.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { SERVICE_WORKER } from '../../broker/core/companionInfo.ts';

const REMOVES_ITSELF = `self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      await self.clients.claim();
      await self.registration.unregister();
      const pages = await self.clients.matchAll({ type: 'window' });
      await Promise.all(pages.map((page) => page.navigate(page.url).catch(() => undefined)));
    })(),
  );
});
`;

/** Whether a browser requests the script of a service worker that is not the app's own. */
export const requestsForeignWorker = ({ method, url = '', headers }: IncomingMessage): boolean =>
  method === 'GET' && headers['service-worker'] === 'script' && url !== `/${SERVICE_WORKER}`;

export function answerForeignWorker(response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'no-store',
    // The worker's scope may be wider than its script's folder.
    'service-worker-allowed': '/',
    'content-length': Buffer.byteLength(REMOVES_ITSELF),
  });
  response.end(REMOVES_ITSELF);
}
