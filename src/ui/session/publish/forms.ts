/** The publish pane's form of each connection. */
import { FIRST_TYPED } from '../../../payload/formats/formats.ts';
import { perConnection } from '../perConnection.ts';
import { EMPTY_FORM, type Format, formOf, type Message, typedIn } from './form.ts';

const forms = perConnection(EMPTY_FORM);

export const useForm = forms.use;

const formFor = forms.of;

export const changeForm = forms.change;

/** Puts a message into the form, in `format` where that can hold the payload exactly. */
export function loadMessage(connectionId: string, message: Message, format?: Format): void {
  const before = formFor(connectionId).format;
  const wanted = format ?? (typedIn(before).stays ? before : FIRST_TYPED.id);
  changeForm(connectionId, formOf(message, wanted));
}
