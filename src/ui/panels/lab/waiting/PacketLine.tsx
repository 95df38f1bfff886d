import { DirectionMark, Tag, TopicName, useText } from '#kit';
import type { WaitingPacket } from '../../../../broker/faults/marks.ts';
import { bytes as sizeText } from '../../../../i18n/numbers.ts';
import { qosIn } from '../../../../mqtt/framing/firstBytes.ts';
import { packetName } from '../../../../mqtt/tables/packetNames.ts';
import { firstByteOf } from '../forms/packetStart.ts';

/** Type, direction, identifier, topic and size of a waiting or released packet. */
export function PacketLine({ packet }: { packet: WaitingPacket }) {
  const t = useText().faults.step;
  const { type, direction, packetId, topics, size } = packet;
  const isOut = direction === 'from-client';
  return (
    <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 max-sm:basis-full">
      <span className="w-24 whitespace-nowrap max-sm:w-auto">
        <DirectionMark direction={isOut ? 'out' : 'in'} text={isOut ? t.fromClient : t.toClient} />
      </span>
      <span className="w-24 font-mono max-sm:w-auto">
        {type === undefined ? t.noType : packetName(type)}
      </span>
      <span
        className="w-12 text-right font-mono max-sm:w-auto max-sm:empty:hidden"
        title={t.packetId}
      >
        {packetId}
      </span>
      {topics.length > 0 && (
        <TopicName
          className="max-w-80 min-w-0 max-sm:order-1 max-sm:flex-1 max-sm:basis-1/2"
          topic={topics.slice(0, 3).join(', ')}
        />
      )}
      {type === 'publish' && (
        <span className="flex gap-1">
          <Flags first={firstByteOf(packet)} />
        </span>
      )}
      <span className="ml-auto font-mono whitespace-nowrap text-fg-2 max-sm:order-1">
        {sizeText(size)}
      </span>
    </span>
  );
}

/** Names of the columns of a list of waiting packets, at the places of `PacketLine` and its item. */
export function WaitingHead() {
  const t = useText().faults.step;
  return (
    <div
      aria-hidden="true"
      className="flex items-center gap-2 border-b border-line px-3 pb-1 text-xs text-fg-2 max-sm:hidden"
    >
      <span className="flex min-w-0 flex-1 items-center gap-x-3">
        <span className="w-24">{t.columns.direction}</span>
        <span className="w-24">{t.columns.packet}</span>
        <span className="w-12 text-right">{t.columns.id}</span>
        <span>{t.columns.topic}</span>
        <span className="ml-auto">{t.columns.size}</span>
      </span>
      <span className="w-36 max-md:w-auto">{t.columns.why}</span>
      <span className="w-18" />
    </div>
  );
}

function Flags({ first }: { first: number }) {
  return (
    <>
      <Tag>{`QoS ${qosIn(first)}`}</Tag>
      {(first & 8) !== 0 && <Tag tone="warn">DUP</Tag>}
      {(first & 1) !== 0 && <Tag tone="outline">RETAIN</Tag>}
    </>
  );
}
