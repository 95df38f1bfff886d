/** The service worker of the built app. The only file that touches its globals; `offline.ts` does the work. */
import { type Build, Offline } from './offline.ts';
import { type Scope, serve } from './serviceWorkerEvents.ts';

/** Put in when the app is built. */
declare const BUILD: Build;

declare const self: Scope & { readonly registration: ServiceWorkerRegistration };

/** Taken once: each mention would be another copy. */
const known: Build = BUILD;

const offline = new Offline(known, {
  scope: self.registration.scope,
  caches,
  fetch: (request, init) => fetch(request, init),
  leave: () => self.registration.unregister(),
});

serve(self, offline, known.version);
