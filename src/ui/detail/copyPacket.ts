import { hex } from '@scure/base';
import type { PacketDetail } from '../../engine/window.ts';
import { copyText } from '../kit/copyText.ts';
import { announce } from '../state/announcements.ts';
import { connectionById } from '../state/connections.ts';
import { texts } from '../text/useText.ts';
import { secretRanges, withoutSecrets } from './links.ts';
import { outline } from './outline.ts';

/** Copies a packet's bytes as hex digits, secrets overwritten. */
export async function copyPacket({ bytes, fields }: PacketDetail): Promise<void> {
  const t = texts().detail;
  const secrets = secretRanges(outline(fields, bytes));
  const done = await copyText(hex.encode(withoutSecrets(bytes, secrets)));
  if (!done) announce(t.notCopied);
  else announce(secrets.length > 0 ? t.copiedMasked(bytes.length) : t.copied(bytes.length));
}

/** The same by the packet's number, for lists that have only its row. */
export async function copyPacketByNumber(connectionId: string, packet: number): Promise<void> {
  const reply = await connectionById(connectionId)
    ?.handle.window({ packet })
    // The connection was closed meanwhile: there is nothing left to copy.
    .catch(() => undefined);
  if (reply?.packet) await copyPacket(reply.packet);
  else announce(texts().detail.gone.title(packet));
}
