import type { PacketDetail } from '../../../engine/window/window.ts';
import { hexDigits } from '../../../profiles/copies/formats.ts';
import { copyText } from '../../kit/controls/copyText.ts';
import { announce } from '../../kit/language/announcements.ts';
import { texts } from '../../kit/language/useText.ts';
import { connectionById } from '../connection/connections.ts';
import { readable } from './readable.ts';
import { sayCopied } from './shownPacket.ts';

/**
 * Copies a packet's bytes as hex digits, with secrets masked.
 * @param reveal the user chose to see its secrets
 */
export async function copyPacket(detail: PacketDetail, reveal = false): Promise<void> {
  const t = texts().detail;
  const { bytes, secrets } = readable(detail, reveal);
  const made = hexDigits(bytes);
  if (!made.ok) {
    announce(texts().copies.refusal(made.why));
    sayCopied(false, false);
    return;
  }
  const done = await copyText(made.text());
  const masked = secrets.length > 0;
  const said = masked ? t.copiedMasked(bytes.length) : t.copied(bytes.length);
  announce(done ? said : t.notCopied);
  sayCopied(done, masked);
}

/** The same by packet number, for lists that have only its row. */
export async function copyPacketByNumber(connectionId: string, packet: number): Promise<void> {
  const reply = await connectionById(connectionId)
    ?.handle.ask({ kind: 'window', request: { packet } })
    // The connection was closed meanwhile: there is nothing left to copy.
    .catch(() => undefined);
  if (reply?.packet) await copyPacket(reply.packet);
  else announce(texts().detail.gone.title(packet));
}
