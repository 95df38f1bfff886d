/** Imports and exports kept messages. */
import { errorText } from '../../../base/errorText.ts';
import {
  LARGEST_MESSAGES,
  MOST_MESSAGES,
  messagesFile,
  newMessages,
  readMessagesFile,
} from '../../../profiles/files/messagesFile.ts';
import { confirm } from '../../kit/language/announcements.ts';
import { texts } from '../../kit/language/useText.ts';
import { download } from '../captures/saveTarget.ts';
import { offerUndo } from '../dialogs/confirm.ts';
import { shownName } from '../shownName.ts';
import { messages } from '../storage.ts';

/** Returns the error in the file. Either all of it is stored, or nothing. */
export async function importMessages(file: File): Promise<string | undefined> {
  const t = texts().keptMessages;
  const name = shownName(file.name);
  if (file.size > LARGEST_MESSAGES) return t.errors['too-large'](name, LARGEST_MESSAGES);
  try {
    const read = readMessagesFile(await file.text());
    if (read.kind !== 'messages') return t.errors[read.kind](name, MOST_MESSAGES);
    const { items } = await messages.list();
    const fresh = newMessages(read.messages, items);
    const known = read.messages.length - fresh.length;
    if (fresh.length === 0) {
      confirm(t.allKept(known));
      return undefined;
    }
    await messages.saveAll(fresh);
    offerUndo(t.imported(fresh.length, known, read.skipped), () =>
      Promise.all(fresh.map(({ id }) => messages.delete(id))),
    );
    return undefined;
  } catch (error) {
    return texts().publish.errors.fileLost(name, errorText(error));
  }
}

const NAME = 'mqttscope-messages.json';

/** Saves to the browser's downloads. @param largest bytes that can be imported again */
export async function exportMessages(largest = LARGEST_MESSAGES): Promise<string | undefined> {
  try {
    const { items } = await messages.list();
    const blob = new Blob([messagesFile(items)], { type: 'application/json' });
    download(blob, NAME);
    confirm(texts().profileFiles.exported(NAME, blob.size));
    return blob.size > largest ? texts().keptMessages.tooLargeAgain(largest) : undefined;
  } catch (error) {
    return errorText(error);
  }
}
