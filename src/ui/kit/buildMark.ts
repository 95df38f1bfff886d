/** Name of the element that tells a built page's version: `build/offline.ts` puts it there. */
export const BUILD_MARK = 'mqttscope-build';
