import { classes, useText } from '#kit';
import { showPacketOfExchange } from '../../session/handshakes/actions.ts';

interface PacketLinkProps {
  readonly connectionId: string;
  readonly packet: number;
  /** The packet log still has it. */
  readonly held: boolean;
  readonly text: string;
}

/** A packet's number as a link to its row. */
export function PacketLink({ connectionId, packet, held, text }: PacketLinkProps) {
  const t = useText().handshakes;
  if (!held) {
    return (
      <span className="font-mono text-fg-3" title={t.packetGone}>
        {text}
      </span>
    );
  }
  return (
    <button
      type="button"
      title={t.showPacket(packet)}
      onClick={() => showPacketOfExchange(connectionId, packet)}
      className={classes('rounded-sm font-mono text-accent hover:underline')}
    >
      {text}
    </button>
  );
}
