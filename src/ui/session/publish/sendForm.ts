/** Sends the form in the chosen format. */
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { confirm } from '../../kit/language/announcements.ts';
import { firstTexts } from '../../kit/language/firstText.ts';
import { shownName } from '../shownName.ts';
import { messageOf } from './form.ts';
import { inChosenFormat, noteSent } from './forms.ts';
import type { PublishForm } from './publishForm.ts';
import { send } from './send.ts';

/** Sends once per request, with the form at that time. Errors are shown in the form. */
export function sendForm(connectionId: string, version: ProtocolVersion): void {
  let isLate = false;
  const run = (form: PublishForm) => {
    const { publish: t } = firstTexts();
    const { message, errors } = messageOf(form, version, t.errors);
    if (message !== undefined) {
      send(connectionId, message, { isInForm: !isLate });
      if (!isLate) noteSent(connectionId);
    } else if (isLate) {
      // The form may contain another, valid value by now.
      const [why = ''] = Object.values({ ...errors });
      confirm(t.errors.notSent(shownName(form.topic), why));
    }
  };
  isLate = !inChosenFormat(connectionId, run);
  if (isLate) noteSent(connectionId);
}
