/** Loaded before the version of Node is checked, so it imports nothing. */
export const oldNode = (least: string, version: string): string =>
  `mqttscope needs Node.js ${least} or later, but this is ${version}. Install a newer version from https://nodejs.org or with your package manager.`;
