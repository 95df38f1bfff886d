/** The publish pane's form of each connection. */
import { FIRST_TYPED } from '../../../payload/formats/written.ts';
import { soonTexts } from '../../kit/language/soonText.ts';
import { perConnection } from '../perConnection.ts';
import {
  EMPTY_FORM,
  type Format,
  formIn,
  formOf,
  type Message,
  typedIn,
  withFormat,
} from './form.ts';

const forms = perConnection(EMPTY_FORM);

export const useForm = forms.use;

const formFor = forms.of;

export const changeForm = forms.change;

/** Puts a message into the form, in the format that was chosen where that can hold the payload exactly. */
export function loadMessage(connectionId: string, message: Message): void {
  const before = formFor(connectionId).format;
  const wanted = typedIn(before).stays ? before : FIRST_TYPED.id;
  changeForm(connectionId, formOf(message, wanted));
}

/** What was written stays as far as the format can hold it. */
export function chooseFormat(connectionId: string, format: Format): void {
  withFormat(format, () => {
    const { faults } = soonTexts().publish;
    changeForm(connectionId, formIn(formFor(connectionId), format, faults));
  });
}
