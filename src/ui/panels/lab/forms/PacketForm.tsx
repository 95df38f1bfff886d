import { useState } from 'react';
import { decodeUtf8, encodeUtf8 } from '../../../../base/utf8.ts';
import { encode } from '../../../../mqtt/codec/encode.ts';
import type {
  Packet,
  ProtocolVersion,
  PublishPacket,
  QoS,
} from '../../../../mqtt/tables/packet.ts';
import type { Property } from '../../../../mqtt/tables/properties.ts';
import { hexByte } from '../../../../mqtt/tables/reasonCodes.ts';
import { rowsOf } from '../../../../profiles/settings/propertyRow.ts';
import { readRows, settableAt } from '../../../../profiles/settings/propertyRows.ts';
import { MonoArea } from '../../../kit/controls/MonoArea.tsx';
import { Switch } from '../../../kit/controls/Switch.tsx';
import { TextField } from '../../../kit/controls/TextField.tsx';
import { useText } from '../../../kit/language/useText.ts';
import { PropertyRows } from '../../../pieces/forms/PropertyRows.tsx';
import { QosChoice } from '../../../pieces/forms/QosChoice.tsx';

interface PacketFormProps {
  readonly packet: Packet;
  readonly version: ProtocolVersion;
  /** The whole packet, lengths included. */
  readonly onChange: (bytes: Uint8Array) => void;
}

/** Form for the most common changes to a packet. Everything else is edited in its bytes. */
export function PacketForm({ packet, version, onChange }: PacketFormProps) {
  const t = useText().breakpoints;
  const [isTooLong, setTooLong] = useState(false);
  const change = (next: Packet): void => {
    try {
      onChange(encode(next, version));
      setTooLong(false);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      setTooLong(true);
    }
  };
  return (
    <div className="grid gap-3">
      {packet.type === 'publish' && (
        <MessageForm message={packet} version={version} onChange={change} />
      )}
      {'reasonCode' in packet && packet.reasonCode !== undefined && (
        <ReasonCode
          value={packet.reasonCode}
          onChange={(reasonCode) => change({ ...packet, reasonCode })}
        />
      )}
      {isTooLong && (
        <p role="alert" className="text-xs text-err">
          {t.tooLong}
        </p>
      )}
    </div>
  );
}

interface MessageFormProps {
  readonly message: PublishPacket;
  readonly version: ProtocolVersion;
  readonly onChange: (message: PublishPacket) => void;
}

/** No packet of QoS 0 has an identifier; one that becomes another QoS needs one [MQTT-2.2.1-2]. */
function withQos({ packetId, ...message }: PublishPacket, qos: QoS): PublishPacket {
  return qos === 0 ? { ...message, qos, dup: false } : { ...message, qos, packetId: packetId ?? 1 };
}

/** An alias that a message only names would be set anew by a topic beside it (3.3.2.3.4). */
function withTopic(message: PublishPacket, topic: string): PublishPacket {
  const properties =
    message.topic === ''
      ? message.properties.filter(({ name }) => name !== 'topicAlias')
      : message.properties;
  return { ...message, topic, properties };
}

const rowText = (properties: readonly Property[]): string => JSON.stringify(rowsOf(properties));

function MessageForm({ message, version, onChange }: MessageFormProps) {
  const t = useText().breakpoints;
  const text = decodeUtf8(message.payload);
  const [typed, setTyped] = useState(() => rowsOf(message.properties));
  // Invalid input is kept. Changes made in the bytes are shown.
  const read = readRows(typed);
  const isOwn = read.errors.size > 0 || rowText(read.properties) === rowText(message.properties);
  const rows = isOwn ? typed : rowsOf(message.properties);
  return (
    <>
      <TextField
        mono
        label={t.topic}
        value={message.topic}
        onChange={(topic) => onChange(withTopic(message, topic))}
      />
      <div className="flex flex-wrap items-center gap-4">
        <QosChoice
          label={t.qos}
          value={message.qos}
          onChange={(qos) => onChange(withQos(message, qos))}
        />
        <Switch
          label={t.retain}
          checked={message.retain}
          onChange={(retain) => onChange({ ...message, retain })}
        />
      </div>
      {version === 5 && (
        <PropertyRows
          label={t.properties}
          names={settableAt('publish')}
          rows={rows}
          onChange={(next) => {
            setTyped(next);
            const { properties, errors } = readRows(next);
            if (errors.size === 0) onChange({ ...message, properties });
          }}
        />
      )}
      {text === undefined ? (
        <p className="text-fg-2">{t.notText}</p>
      ) : (
        <MonoArea
          label={t.payload}
          value={text}
          onChange={(next) => onChange({ ...message, payload: encodeUtf8(next) })}
          rows={[3, 12]}
        />
      )}
    </>
  );
}

interface ReasonCodeProps {
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function ReasonCode({ value, onChange }: ReasonCodeProps) {
  const t = useText().breakpoints;
  const [text, setText] = useState(() => hexByte(value));
  return (
    <TextField
      mono
      className="w-32"
      label={t.reasonCode}
      value={text}
      onChange={(next) => {
        setText(next);
        const code = /^0x[\da-f]{1,2}$/i.test(next) || /^\d{1,3}$/.test(next) ? Number(next) : 256;
        if (code < 256) onChange(code);
      }}
    />
  );
}
