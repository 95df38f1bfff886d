/** Steps between messages on a topic, and loads a packet into the form to publish. */

import { senderOf } from '../../../engine/log/columns/direction.ts';
import { decode } from '../../../mqtt/codec/decode.ts';
import { announce } from '../../kit/language/announcements.ts';
import { texts } from '../../kit/language/useText.ts';
import { askWindow } from '../connection/askWindow.ts';
import { selectionOf } from '../connection/selection.ts';
import { selectPacket, stepPacket } from '../packets/actions.ts';
import { loadMessage } from '../publish/forms.ts';
import { isReadOnly } from '../readOnly.ts';
import { focusInPane } from '../view/focusInPane.ts';
import { setView } from '../view/tabView.ts';

let stepping: Promise<void> = Promise.resolve();

/** `<` and `>`: selects the message before or after the selected one on its topic. Other packets step in the list. */
export function stepOnTopic(connectionId: string, by: 1 | -1): void {
  // Sequential, so that a held key continues from the last step.
  stepping = stepping.then(() => step(connectionId, by));
}

async function step(connectionId: string, by: 1 | -1): Promise<void> {
  const t = texts().detail.neighbours;
  const { packet } = selectionOf(connectionId);
  if (packet === undefined) return;
  const found = await askWindow(connectionId, { neighbours: packet, packet });
  if (found?.packet?.row.topic === undefined) {
    stepPacket(connectionId, packet, by);
    return;
  }
  const next = by < 0 ? found.neighbours?.before : found.neighbours?.after;
  if (next === undefined || next === null) {
    announce(by < 0 ? t.noBefore : t.noAfter);
    return;
  }
  setView(connectionId, { following: false });
  selectPacket(connectionId, next);
}

/** `E` */
export async function publishSelectedAgain(connectionId: string): Promise<void> {
  const { packet } = selectionOf(connectionId);
  if (packet !== undefined && !isReadOnly(connectionId)) await publishAgain(connectionId, packet);
}

/** Properties that belong to the delivery, not to the message. */
const OF_DELIVERY: ReadonlySet<string> = new Set(['topicAlias', 'subscriptionIdentifier']);

/** Puts a PUBLISH of either direction into the form, and moves the focus there. */
export async function publishAgain(connectionId: string, packet: number): Promise<void> {
  const t = texts().detail.again;
  const detail = (await askWindow(connectionId, { packet }))?.packet;
  if (detail === null || detail === undefined) return;
  const { row, bytes, version, secrets } = detail;
  const decoded = decode(bytes, version, senderOf(row.direction));
  if (!decoded.ok || decoded.packet.type !== 'publish') {
    announce(t.noMessage);
    return;
  }
  if (secrets.length > 0 || row.masked === true) {
    announce(t.secret);
    return;
  }
  const { qos, retain, properties, payload } = decoded.packet;
  loadMessage(connectionId, {
    topic: row.topic ?? decoded.packet.topic,
    payload,
    qos,
    retain,
    properties: properties.filter(({ name }) => !OF_DELIVERY.has(name)),
  });
  focusInPane(connectionId, 'publish', 'publish-payload');
}
