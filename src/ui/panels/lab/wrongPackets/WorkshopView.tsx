import { useMemo } from 'react';
import { useWidth } from '#kit';
import { sameBytes } from '../../../../base/bytes.ts';
import { readWritten } from '../../../../engine/workshop/written.ts';
import { WATCH, type WrongPacket } from '../../../../engine/workshop/wrongPackets.ts';
import { ReadOnlyStrip } from '../../../pieces/strips/ReadOnlyStrip.tsx';
import { useConnection } from '../../../session/connection/connections.ts';
import { readHex } from '../../../session/workshop/hexText.ts';
import { type ToTry, toTryOf, useWorkshop, WRITTEN } from '../../../session/workshop/workshop.ts';
import { Bench } from './Bench.tsx';
import { PacketList } from './PacketList.tsx';
import { useWrongPackets } from './packets.ts';

/** Pixels that the list needs beside the bench. */
const BESIDE = 720;

/** Wrong packets, or any bytes: the standard's requirement, and the server's behaviour. */
export function WorkshopView({ connectionId }: { connectionId: string }) {
  const { version, list, isWhole } = useWrongPackets(connectionId);
  const { chosen, text, own, first, tried } = useWorkshop(connectionId);
  const [width, measure] = useWidth();
  const isDevice = useConnection(connectionId, 'settings')?.settings?.signIn.kind === 'alibaba';
  const packet = list.find(({ id }) => id === chosen);
  const hex = useMemo(() => readHex(text), [text]);
  const asListed = packet !== undefined && hex.ok && sameBytes(hex.bytes, packet.bytes);
  const isFirst = packet === undefined ? first : packet.place === 'first';
  const written = useMemo(
    () => (hex.ok ? readWritten(hex.bytes, version, isFirst) : undefined),
    [hex, version, isFirst],
  );
  const needsOwn = isFirst || (packet !== undefined && packet.place !== 'connected');
  const on = isFirst ? 'first' : own || needsOwn ? 'own' : 'this';
  const id = asListed ? packet.id : WRITTEN;
  const toTry = trialOf(id, asListed ? packet : undefined, hex, written, on);
  const isBeside = width >= BESIDE;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <ReadOnlyStrip connectionId={connectionId} />
      <div
        ref={measure}
        className={isBeside ? 'flex min-h-0 flex-1' : 'flex min-h-0 flex-1 flex-col'}
      >
        <PacketList
          connectionId={connectionId}
          version={version}
          list={list}
          isWhole={isWhole}
          isBeside={isBeside}
          isDevice={isDevice}
        />
        <Bench
          // A newly selected packet is shown from its beginning.
          key={chosen}
          connectionId={connectionId}
          version={version}
          packet={packet}
          isListed={asListed}
          hex={hex}
          written={written}
          needsOwn={needsOwn}
          isDevice={isDevice}
          toTry={toTry}
          tried={tried[id]}
        />
      </div>
    </div>
  );
}

function trialOf(
  id: string,
  packet: WrongPacket | undefined,
  hex: ReturnType<typeof readHex>,
  written: ReturnType<typeof readWritten> | undefined,
  on: ToTry['on'],
): ToTry | undefined {
  if (packet !== undefined) {
    return { ...toTryOf(packet), on };
  }
  if (!hex.ok || hex.bytes.length === 0 || written === undefined) return undefined;
  return { id, bytes: hex.bytes, on, wanted: written.wanted, watch: WATCH };
}
