import { useText } from '#kit';
import { grouped } from '../../../i18n/numbers.ts';

interface PacketLinkProps {
  /** 0: it was not recorded. */
  readonly packet: number;
  readonly onShow: (packet: number) => void;
}

export function PacketLink({ packet, onShow }: PacketLinkProps) {
  const t = useText().devices;
  if (packet === 0) return null;
  return (
    <button type="button" className="font-mono text-action" onClick={() => onShow(packet)}>
      {t.packet(grouped(packet))}
    </button>
  );
}
