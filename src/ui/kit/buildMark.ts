/** Name of the element that tells a built page's version: `build/offline.ts` puts it there. */
export const BUILD_MARK = 'mqttscope-build';

/** What keeps its files, beside the page. */
export const SERVICE_WORKER = 'serviceWorker.js';
