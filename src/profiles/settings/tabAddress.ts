/** The address of the broker that runs in the page itself: the connection `This tab`. */

/** The one spelling that settings, profiles and links have. */
export const TAB_ADDRESS = 'tab:broker';

/** As a person may write it; `tab:1883` is a host called tab. */
export function meansTab(text: string): boolean {
  return /^tab:(?:(?:\/\/)?broker\/?)?$/i.test(text);
}

export function isTabAddress(url: string): boolean {
  return url === TAB_ADDRESS;
}
