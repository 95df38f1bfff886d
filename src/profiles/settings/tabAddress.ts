/** The address of the broker in the page itself: the connection `This tab`. */

/** The only spelling in settings, profiles and links. */
export const TAB_ADDRESS = 'tab:broker';

/** True for all spellings by the user; `tab:1883` is a host named tab. */
export function meansTab(text: string): boolean {
  return /^tab:(?:(?:\/\/)?broker\/?)?$/i.test(text);
}

export function isTabAddress(url: string): boolean {
  return url === TAB_ADDRESS;
}
