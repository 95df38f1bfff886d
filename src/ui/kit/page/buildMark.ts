/** Name of the element with a built page's version, added by `build/buildMark.ts`. */
export const BUILD_MARK = 'mqttscope-build';
