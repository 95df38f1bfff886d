import { type ReactNode, useEffect, useRef, useState } from 'react';
import { classes, MonoArea, Switch, TextField, useText } from '#kit';
import { sameBytes } from '../../../../base/bytes.ts';
import { formatHex } from '../../../../base/hex.ts';
import { asText } from '../../../../base/text.ts';
import { encodeUtf8 } from '../../../../base/utf8.ts';
import { visibleText } from '../../../../base/visibleText.ts';
import type { Texts } from '../../../../i18n/en/texts.ts';
import { encode } from '../../../../mqtt/codec/encode.ts';
import type {
  Packet,
  ProtocolVersion,
  PublishPacket,
  QoS,
} from '../../../../mqtt/tables/packet.ts';
import { PROPERTIES, type Property } from '../../../../mqtt/tables/properties.ts';
import { hexByte } from '../../../../mqtt/tables/reasonCodes.ts';
import { rowsOf } from '../../../../profiles/settings/propertyRow.ts';
import { readRows, settableAt } from '../../../../profiles/settings/propertyRows.ts';
import { PropertyRows } from '../../../pieces/forms/PropertyRows.tsx';
import { QosChoice } from '../../../pieces/forms/QosChoice.tsx';
import { mayTakeFocus } from '../../../session/faults/breakpointFocus.ts';

interface PacketFormProps {
  readonly packet: Packet;
  /** The stopped packet, to mark the differences. */
  readonly original: Packet | undefined;
  readonly version: ProtocolVersion;
  /** The whole packet, lengths included. */
  readonly onChange: (bytes: Uint8Array) => void;
}

/** Form for the most common changes to a packet. Everything else is edited in its bytes. */
export function PacketForm({ packet, original, version, onChange }: PacketFormProps) {
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
        <MessageForm
          message={packet}
          original={original?.type === 'publish' ? original : undefined}
          version={version}
          onChange={change}
        />
      )}
      {'reasonCode' in packet && packet.reasonCode !== undefined && (
        <ReasonCode
          value={packet.reasonCode}
          was={original !== undefined && 'reasonCode' in original ? original.reasonCode : undefined}
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
  readonly original: PublishPacket | undefined;
  readonly version: ProtocolVersion;
  readonly onChange: (message: PublishPacket) => void;
}

/** No packet of QoS 0 has an identifier; one that becomes another QoS needs one [MQTT-2.2.1-2]. */
function withQos({ packetId, ...message }: PublishPacket, qos: QoS): PublishPacket {
  return qos === 0 ? { ...message, qos, dup: false } : { ...message, qos, packetId: packetId ?? 1 };
}

/** A topic beside an alias would redefine an alias that the message only refers to (3.3.2.3.4). */
function withTopic(message: PublishPacket, topic: string): PublishPacket {
  const properties =
    message.topic === ''
      ? message.properties.filter(({ name }) => name !== 'topicAlias')
      : message.properties;
  return { ...message, topic, properties };
}

const rowText = (properties: readonly Property[]): string => JSON.stringify(rowsOf(properties));

function MessageForm({ message, original, version, onChange }: MessageFormProps) {
  const t = useText().breakpoints;
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (mayTakeFocus()) box.current?.focus({ preventScroll: true });
  }, []);
  const text = asText(message.payload);
  const [typed, setTyped] = useState(() => rowsOf(message.properties));
  // Invalid input is kept. Changes made in the bytes are shown.
  const read = readRows(typed);
  const isOwn = read.errors.size > 0 || rowText(read.properties) === rowText(message.properties);
  const rows = isOwn ? typed : rowsOf(message.properties);
  const was = original && wasOf(message, original, t);
  return (
    <>
      <Marked was={was?.topic}>
        <TextField
          mono
          label={t.topic}
          value={message.topic}
          onChange={(topic) => onChange(withTopic(message, topic))}
        />
      </Marked>
      <Marked was={was?.flags}>
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
      </Marked>
      {text === undefined ? (
        <p className="text-fg-2">{t.notText}</p>
      ) : (
        <Marked was={was?.payload}>
          <MonoArea
            label={t.payload}
            value={text}
            box={box}
            onChange={(next) => onChange({ ...message, payload: encodeUtf8(next) })}
            rows={[3, 12]}
          />
        </Marked>
      )}
      {version === 5 && (
        <Marked was={was?.properties}>
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
        </Marked>
      )}
    </>
  );
}

/** Former values of the parts of a message that were changed. */
interface Former {
  readonly topic?: string;
  readonly flags?: string;
  readonly payload?: string;
  readonly properties?: string;
}

function wasOf(message: PublishPacket, original: PublishPacket, t: Texts['breakpoints']): Former {
  const former = asText(original.payload) ?? formatHex(original.payload);
  const flags = [
    ...(message.qos === original.qos ? [] : [`QoS ${original.qos}`]),
    ...(message.retain === original.retain
      ? []
      : [`${t.retain} ${original.retain ? t.on : t.off}`]),
  ];
  return {
    ...(message.topic !== original.topic && { topic: original.topic || t.emptyText }),
    ...(flags.length > 0 && { flags: flags.join(', ') }),
    ...(!sameBytes(message.payload, original.payload) && { payload: former || t.emptyText }),
    ...(rowText(message.properties) !== rowText(original.properties) && {
      properties: propertiesText(original.properties) || t.emptyText,
    }),
  };
}

const propertiesText = (properties: readonly Property[]): string =>
  rowsOf(properties)
    .map(({ name, key, value }) => `${PROPERTIES[name].label} ${key} ${value}`.trim())
    .join(', ');

/** Characters of a former value that are shown. */
const LONGEST = 300;

/** Tints a changed part of the form and shows its previous value. */
function Marked({
  was,
  children,
}: {
  readonly was: string | undefined;
  readonly children: ReactNode;
}) {
  const t = useText().breakpoints;
  const shown = was === undefined ? '' : visibleText(was);
  return (
    <div className={classes('-mx-1.5 rounded-md px-1.5', was !== undefined && 'bg-flash pb-1')}>
      {children}
      {was !== undefined && (
        <p className="mt-1 line-clamp-3 text-xs break-words text-chg">
          ~ {t.was(shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown)}
        </p>
      )}
    </div>
  );
}

interface ReasonCodeProps {
  readonly value: number;
  readonly was: number | undefined;
  readonly onChange: (value: number) => void;
}

function ReasonCode({ value, was, onChange }: ReasonCodeProps) {
  const t = useText().breakpoints;
  const [text, setText] = useState(() => hexByte(value));
  return (
    <Marked was={was === undefined || was === value ? undefined : hexByte(was)}>
      <TextField
        mono
        className="w-32"
        label={t.reasonCode}
        value={text}
        onChange={(next) => {
          setText(next);
          const code =
            /^0x[\da-f]{1,2}$/i.test(next) || /^\d{1,3}$/.test(next) ? Number(next) : 256;
          if (code < 256) onChange(code);
        }}
      />
    </Marked>
  );
}
