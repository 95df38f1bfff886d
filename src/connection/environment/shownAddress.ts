/** An address as it may be shown: without user name, password and what looks like a token. */
import { urlWithoutSecrets } from '../../profiles/settings/urlWithoutSecrets.ts';

export function shownAddress(url: string): string {
  return urlWithoutSecrets(url);
}
