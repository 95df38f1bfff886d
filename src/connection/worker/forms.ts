/** Sends a device's form from a browser's worker to any target; loaded on demand. */
import { folderOf } from '../../profiles/addresses/host.ts';
import { isTabAddress } from '../../profiles/settings/tabAddress.ts';
import { postForm } from '../environment/browserForms.ts';
import type { FormAnswer, FormField } from '../environment/environment.ts';
import { tabForms } from '../tab/tabForms.ts';
import type { PageAccess } from './browser.ts';

export function formsOf(
  page: PageAccess,
): (url: string, form: readonly FormField[]) => Promise<FormAnswer> {
  const askTab = tabForms(page.control);
  const { origin, pathname } = globalThis.location;
  return (url, form) =>
    isTabAddress(url)
      ? askTab(form)
      : postForm(url, form, {
          origin,
          folder: `${origin}${folderOf(pathname)}/`,
          fetch: (address, init) => globalThis.fetch(address, init),
          pass: page.pass(),
        });
}
