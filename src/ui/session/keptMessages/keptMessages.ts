/** Named messages stored in this browser: loads, sends and arranges them. */
import { errorText } from '../../../base/errorText.ts';
import { decodeUtf8 } from '../../../base/utf8.ts';
import {
  folderOf,
  foldersOf,
  inFolder,
  moved,
  stepped,
} from '../../../profiles/settings/arrangement.ts';
import { newId } from '../../../profiles/settings/ids.ts';
import type { StoredMessage } from '../../../profiles/settings/storedItems.ts';
import { announce, confirm } from '../../kit/language/announcements.ts';
import { texts } from '../../kit/language/useText.ts';
import { offerUndo } from '../dialogs/confirm.ts';
import type { Message } from '../publish/form.ts';
import { loadMessage } from '../publish/forms.ts';
import { send } from '../publish/send.ts';
import { withFormat } from '../publish/typedPayload.ts';
import { shownName } from '../shownName.ts';
import { messages, useKeptMessages } from '../storage.ts';

/** The stored message with its template settings. */
function messageOf(kept: StoredMessage): Message {
  const { topic, payload, qos, retain, properties, template } = kept;
  const message = { topic, payload, qos, retain, properties };
  if (template === undefined) return message;
  return { ...message, template: { topic, payload: decodeUtf8(payload) ?? '', ...template } };
}

export function loadKept(connectionId: string, kept: StoredMessage): void {
  const message = messageOf(kept);
  if (message.template === undefined) loadMessage(connectionId, message);
  else withFormat(message.template.format, () => loadMessage(connectionId, message));
}

export function sendKept(connectionId: string, kept: StoredMessage): void {
  send(connectionId, messageOf(kept));
}

/** Replaces a message with the same name in the folder. Returns the error, if any. */
export function keep(message: Message, name: string, folder: string): Promise<string | undefined> {
  return tried(async () => {
    const { template, file, ...rest } = message;
    const payload = file === undefined ? rest.payload : new Uint8Array(await file.arrayBuffer());
    const before = useKeptMessages
      .getState()
      .items.find((one) => one.name === name && folderOf(one) === folder);
    await messages.save({
      ...rest,
      payload,
      ...(template && { template: { format: template.format } }),
      id: before?.id ?? newId(),
      name,
      ...(folder !== '' && { folder }),
      ...(before?.order !== undefined && { order: before.order }),
    });
    announce(texts().keptMessages.saved(name));
  });
}

async function tried(act: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    return texts().editor.storageFailed(errorText(error));
  }
}

/** Reports a failure of an action without its own place on the screen. */
export async function told(done: Promise<string | undefined>): Promise<void> {
  const failed = await done;
  if (failed !== undefined) confirm(failed);
}

export function removeKept(kept: StoredMessage): Promise<string | undefined> {
  return tried(async () => {
    const gone = await messages.delete(kept.id);
    offerUndo(texts().keptMessages.removed(shownName(kept.name)), () =>
      messages.save(gone ?? kept),
    );
  });
}

export function renameKept(kept: StoredMessage, name: string): Promise<string | undefined> {
  return tried(() => messages.save({ ...kept, name }));
}

/** Adds a copy after it. */
export function duplicateKept(kept: StoredMessage): Promise<string | undefined> {
  const t = texts().profiles;
  return tried(async () => {
    const { order: _order, ...rest } = kept;
    const copy = { ...rest, id: newId(), name: t.copyName(kept.name) };
    const { items } = useKeptMessages.getState();
    const there = foldersOf(items).find(({ name }) => name === folderOf(kept))?.items ?? [];
    const next = there[there.findIndex(({ id }) => id === kept.id) + 1];
    await messages.saveAll(moved([...items, copy], copy.id, folderOf(copy), next?.id));
    announce(t.duplicated(copy.name));
  });
}

export function moveKept(kept: StoredMessage, folder: string): Promise<string | undefined> {
  return tried(() => messages.saveAll(moved(useKeptMessages.getState().items, kept.id, folder)));
}

/** Moves a message up or down by one. */
export function stepKept(kept: StoredMessage, by: -1 | 1): Promise<string | undefined> {
  return tried(async () => {
    const { items } = useKeptMessages.getState();
    const changed = stepped(items, kept.id, by);
    await messages.saveAll(changed);
    const after = items.map((one) => changed.find(({ id }) => id === one.id) ?? one);
    for (const { name, items: inside } of foldersOf(after)) {
      const place = inside.findIndex(({ id }) => id === kept.id);
      const t = texts().profiles;
      const where = `${kept.name}, ${name || t.noFolder}`;
      if (place !== -1) announce(t.moved(where, place + 1, inside.length));
    }
  });
}

export function renameKeptFolder(name: string, to: string): Promise<string | undefined> {
  const inside = useKeptMessages.getState().items.filter((one) => folderOf(one) === name);
  return tried(() => messages.saveAll(inside.map((one) => inFolder(one, to))));
}
