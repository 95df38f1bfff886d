/** A server's address for display. */
import { visibleText } from '../../base/visibleText.ts';
import type { FirstTexts } from '../../i18n/en/first.ts';
import { isTabAddress } from '../../profiles/settings/tabAddress.ts';

export function shownServer(address: string, { welcome }: FirstTexts): string {
  return isTabAddress(address) ? welcome.thisTab : visibleText(address);
}
