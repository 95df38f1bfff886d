/**
 * Checks the version of Node before any other module is loaded, because these need features that older
 * versions lack.
 */
import { oldNode } from '../../i18n/cli/en/oldNode.ts';

/** First version that runs the program; as `engines` in package.json. */
export const LEAST = '20.19';

export function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = LEAST.split('.').map(Number);
  return major < leastMajor || (major === leastMajor && minor < leastMinor);
}

export const tooOldText = (version: string): string => oldNode(LEAST, version);
