/** A server's address as people see it. */
import { visibleText } from '../../payload/visibleText.ts';
import { isTabAddress } from '../../profiles/tabAddress.ts';
import type { Texts } from '../../words/en/texts.ts';

export function shownServer(address: string, { welcome }: Texts): string {
  return isTabAddress(address) ? welcome.thisTab : visibleText(address);
}
