/** A `mosquitto_pub` command that was pasted into the form. */
import { encodeUtf8 } from '../../../base/utf8.ts';
import { FIRST_TYPED } from '../../../payload/formats/written.ts';
import { parseAddress } from '../../../profiles/addresses/address.ts';
import type { PastedMessage } from '../../../profiles/addresses/parsedAddress.ts';
import { page } from '../../kit/page/page.ts';
import { loadMessage } from './forms.ts';

/** Fills the form with the message of a command. */
export function putPasted(connectionId: string, message: PastedMessage): void {
  loadMessage(connectionId, { ...message, payload: encodeUtf8(message.payload) }, FIRST_TYPED.id);
}

/** Characters; shells take hardly more in an argument. */
const LONGEST = 128 * 1024;

/** The same for a text; false if it is not such a command. Its broker and its password are ignored. */
export function takeCommand(connectionId: string, text: string): boolean {
  if (text.length > LONGEST) return false;
  const { publish } = parseAddress(text, page).settings;
  if (publish === undefined) return false;
  putPasted(connectionId, publish);
  return true;
}
