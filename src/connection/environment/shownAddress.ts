/** Removes user name, password and possible tokens from an address for display. */
import { urlWithoutSecrets } from '../../profiles/settings/urlWithoutSecrets.ts';

export function shownAddress(url: string): string {
  return urlWithoutSecrets(url);
}
