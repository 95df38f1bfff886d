/** The publish pane's form of each connection. */

import { errorText } from '../../../base/errorText.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { MAX_VARINT } from '../../../base/varint.ts';
import { ANY_BYTES, FIRST_TYPED } from '../../../payload/formats/written.ts';
import type { PastedMessage } from '../../../profiles/addresses/parsedAddress.ts';
import { confirm } from '../../kit/language/announcements.ts';
import { firstTexts } from '../../kit/language/firstText.ts';
import { perConnection } from '../connection/perConnection.ts';
import { offerUndo } from '../dialogs/confirm.ts';
import { shownName } from '../shownName.ts';
import {
  EMPTY_FORM,
  formIn,
  formOf,
  hasExpressions,
  isTooLarge,
  LARGE,
  type Message,
  withBytes,
} from './form.ts';
import { propertyCount } from './formProperties.ts';
import type { PublishForm } from './publishForm.ts';
import { formatFor, schemaFormat } from './schemaFormat.ts';
import { type Format, payloadOf, typedIn, typesFor, withFormat } from './typedPayload.ts';

const forms = perConnection(EMPTY_FORM);

const NO_REQUEST = { responseTopic: '', correlationData: '' } as const;

export const useForm = forms.use;

export const formFor = forms.of;

/** Called after any change of a form. Returns a function that stops it. */
export const whenFormChanges = forms.listen;

/** A chosen format while its codec is loaded. Until then the form has another format. */
interface Coming {
  readonly format: Format;
  /** Change to the form once the writer is loaded. */
  readonly put: (form: PublishForm) => Partial<PublishForm>;
}

/** A form that the user sent before its format was loaded, in its state at that time. */
interface Pressed {
  readonly form: PublishForm;
  readonly coming: Coming;
  readonly run: (form: PublishForm) => void;
}

const coming = perConnection<Coming | undefined>(undefined);
const pressed = perConnection<readonly Pressed[]>([]);

/** Last chosen format, even if its writer is still loading. */
export function useChosenFormat(connectionId: string): Format {
  const { format } = forms.use(connectionId);
  return coming.use(connectionId)?.format ?? format;
}

function comes(connectionId: string, format: Format, put: Coming['put']): void {
  const chosen: Coming = { format, put };
  coming.set(connectionId, chosen);
  withFormat(format, () => {
    // Another may have been chosen since, or the tab closed.
    if (coming.of(connectionId) === chosen) {
      coming.set(connectionId, undefined);
      forms.change(connectionId, put(forms.of(connectionId)));
    }
    runPressed(connectionId, format);
  });
}

/** Also runs if another format was chosen since, or the same one again after its loading failed. */
function runPressed(connectionId: string, format: Format): void {
  const all = pressed.of(connectionId);
  const due = all.filter((one) => one.coming.format === format);
  if (due.length === 0) return;
  pressed.set(
    connectionId,
    all.filter((one) => one.coming.format !== format),
  );
  for (const { form, coming: chosen, run } of due) run({ ...form, ...chosen.put(form) });
}

/**
 * Calls `run` with the current form in the chosen format. If the codec is still loading, `run` is called after it,
 * with the form of that time. Returns whether it ran at once.
 */
export function inChosenFormat(connectionId: string, run: (form: PublishForm) => void): boolean {
  const form = forms.of(connectionId);
  const chosen = coming.of(connectionId);
  if (chosen === undefined) run(form);
  else pressed.set(connectionId, [...pressed.of(connectionId), { form, coming: chosen, run }]);
  return chosen === undefined;
}

/** Restores the form after a reload. The codec of its format may have to be loaded. */
export function restoreForm(connectionId: string, form: PublishForm): void {
  const format = formatFor(form.format, connectionId);
  forms.set(connectionId, { ...form, format: FIRST_TYPED.id });
  comes(connectionId, format, () => ({ format }));
}

/** Form to restore after a reload. */
export function formToKeep(connectionId: string): PublishForm {
  const form = forms.of(connectionId);
  return { ...form, format: coming.of(connectionId)?.format ?? form.format };
}

/** Values of a request to a topic, removed from the form when the topic changed. */
interface LeftBehind extends Pick<PublishForm, 'responseTopic' | 'correlationData'> {
  readonly topic: string;
}

/** Topic of the request that was sent last. */
const requested = perConnection<string | undefined>(undefined);
const leftBehind = perConnection<LeftBehind | undefined>(undefined);

export const useLeftBehind = leftBehind.use;

/**
 * Response topic and correlation data of a sent request stay with its topic, and return with it. Text typed
 * into the box replaces a large payload.
 */
export function changeForm(connectionId: string, change: Partial<PublishForm>): void {
  const { topic, responseTopic, correlationData } = forms.of(connectionId);
  if (change.format !== undefined) coming.set(connectionId, undefined);
  const isLeft =
    change.topic !== undefined &&
    change.topic !== topic &&
    topic === requested.of(connectionId) &&
    `${responseTopic}${correlationData}` !== '';
  if (isLeft) leftBehind.set(connectionId, { topic, responseTopic, correlationData });
  forms.change(connectionId, {
    ...(isLeft ? NO_REQUEST : {}),
    ...('payload' in change ? { large: undefined } : {}),
    ...change,
  });
  const isBack = change.topic !== undefined && change.topic === leftBehind.of(connectionId)?.topic;
  if (isBack && `${responseTopic}${correlationData}` === '') putBack(connectionId);
}

/** Restores them for the new topic. */
export function putBack(connectionId: string): void {
  const left = leftBehind.of(connectionId);
  if (left === undefined) return;
  const { responseTopic, correlationData } = left;
  leftBehind.set(connectionId, undefined);
  forms.change(connectionId, { responseTopic, correlationData });
}

/** Must be called with each message that is sent from the form, at the time of the request. */
export function noteSent(connectionId: string): void {
  const form = forms.of(connectionId);
  requested.set(connectionId, form.topic);
  safe.set(connectionId, form);
  leftBehind.set(connectionId, undefined);
}

/** A form that the user can get again: sent, or loaded from elsewhere. */
const safe = perConnection<PublishForm>(EMPTY_FORM);

const isEmpty = (form: PublishForm): boolean =>
  `${form.topic}${form.payload}` === '' && form.large === undefined && propertyCount(form) === 0;

/**
 * Puts a message into the form, in the chosen format if it can represent the payload exactly. Offers to restore
 * what was typed and not sent.
 */
export function loadMessage(
  connectionId: string,
  message: Message,
  before = formFor(connectionId).format,
): void {
  const previous = formToKeep(connectionId);
  const isLost = formFor(connectionId) !== safe.of(connectionId) && !isEmpty(previous);
  const wanted = typedIn(before).stays ? before : FIRST_TYPED.id;
  // A completely new message: nothing of the previous one is kept.
  leftBehind.set(connectionId, undefined);
  coming.set(connectionId, undefined);
  const form = formOf(message, wanted);
  const loaded = { ...form, format: formatFor(form.format, connectionId) };
  forms.set(connectionId, loaded);
  safe.set(connectionId, loaded);
  if (isLost) {
    const text = firstTexts().publish.replaced(shownName(previous.topic));
    offerUndo(text, () => restoreForm(connectionId, previous));
  }
}

/** Fills the form with the message of a pasted `mosquitto_pub` command. */
export function putPasted(connectionId: string, message: PastedMessage): void {
  loadMessage(connectionId, { ...message, payload: encodeUtf8(message.payload) }, FIRST_TYPED.id);
}

/** Takes a file's bytes unchanged, and shows them in the box if it can represent them. */
export async function takeFile(connectionId: string, file: File): Promise<void> {
  const t = firstTexts().publish.errors;
  if (file.size > MAX_VARINT) {
    confirm(t.fileTooLarge(shownName(file.name)));
    return;
  }
  try {
    if (file.size > LARGE) {
      // Reports an unreadable file at once. The rest is read when the message is sent.
      await file.slice(0, 1).arrayBuffer();
      const large = { name: file.name, content: file };
      changeForm(connectionId, { payload: '', loadedAsHex: false, large });
      return;
    }
    const bytes = new Uint8Array(await file.arrayBuffer());
    const { format, loadedAsHex } = formFor(connectionId);
    // Hex that the user did not choose was only for the previous payload.
    const now = loadedAsHex ? FIRST_TYPED.id : format;
    // A format that is still loading encodes text later, so the bytes must not become text of that format.
    const wanted = coming.of(connectionId) === undefined ? now : ANY_BYTES.id;
    forms.change(connectionId, withBytes(bytes, wanted, file.name));
  } catch (error) {
    confirm(t.fileLost(shownName(file.name), errorText(error)));
  }
}

/** Takes what the user types. A `{{name}}` of ours turns filling in on, unless it was there before. */
function takeTyped(connectionId: string, change: Partial<PublishForm>): void {
  const before = formFor(connectionId);
  const isNew = !hasExpressions(before) && hasExpressions({ ...before, ...change });
  changeForm(connectionId, isNew ? { ...change, templates: true } : change);
}

export function takeTopic(connectionId: string, topic: string): void {
  takeTyped(connectionId, { topic });
}

/** Takes typed or pasted text. A text too long for the box is kept as bytes. */
export function takeText(connectionId: string, payload: string): void {
  const { format } = formFor(connectionId);
  if (!isTooLarge(payload)) {
    takeTyped(connectionId, { payload, loadedAsHex: false });
    return;
  }
  const result = payloadOf(payload, format, firstTexts().publish.errors);
  if (result.error === undefined) {
    changeForm(connectionId, {
      payload: '',
      loadedAsHex: false,
      large: { name: '', content: result.bytes },
    });
  } else {
    confirm(result.error);
  }
}

/** Keeps the written payload as far as the new format can represent it. */
export function chooseFormat(connectionId: string, format: Format): void {
  comes(connectionId, format, (form) => formIn(form, format, firstTexts().publish.errors));
}

/** Starts with the first type in its schema files. The user can then choose another. */
export function chooseSchema(connectionId: string, kind: string): void {
  comes(connectionId, kind, (form) => {
    const [first] = typesFor(connectionId, kind);
    const format = schemaFormat(first?.step ?? kind, connectionId);
    return formIn(form, format, firstTexts().publish.errors);
  });
}
