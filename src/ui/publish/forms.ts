/** The publish pane's form of each connection. */
import { perConnection } from '../state/perConnection.ts';
import { EMPTY_FORM, type Format, formOf, type Message } from './form.ts';

const forms = perConnection(EMPTY_FORM);

export const useForm = forms.use;

const formFor = forms.of;

export const changeForm = forms.change;

/** Puts a message into the form, in `format` where that can hold the payload exactly. */
export function loadMessage(connectionId: string, message: Message, format?: Format): void {
  const before = formFor(connectionId).format;
  const wanted = format ?? (before === 'hex' || before === 'base64' ? before : 'text');
  changeForm(connectionId, formOf(message, wanted));
}
