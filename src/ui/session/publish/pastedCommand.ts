/** A `mosquitto_pub` command that was pasted into the form. */
import { parseAddress } from '../../../profiles/addresses/address.ts';
import { page } from '../../kit/page/page.ts';
import { putPasted } from './forms.ts';

/** Characters; shells take hardly more in an argument. */
const LONGEST = 128 * 1024;

/**
 * Fills the form with the message of a command; false if the text is none. Its broker and its password are ignored.
 */
export function takeCommand(connectionId: string, text: string): boolean {
  if (text.length > LONGEST) return false;
  const { publish } = parseAddress(text, page).settings;
  if (publish === undefined) return false;
  putPasted(connectionId, publish);
  return true;
}
