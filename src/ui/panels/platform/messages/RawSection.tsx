import { base64, hex } from '@scure/base';
import { useId, useState } from 'react';
import { hexBytes } from '../../../../alibaba/rawRules.ts';
import type { RawFacts } from '../../../../broker/platform/devices/valueCommands.ts';
import { bytes as sizeOf } from '../../../../i18n/numbers.ts';
import { Button } from '../../../kit/controls/Button.tsx';
import { Field } from '../../../kit/controls/Field.tsx';
import { Segments } from '../../../kit/controls/Segments.tsx';
import { TextField } from '../../../kit/controls/TextField.tsx';
import { Tag } from '../../../kit/display/Tag.tsx';
import { useText } from '../../../kit/language/useText.ts';
import { timeOfDay } from '../../../kit/page/clock.ts';
import { useKeptText } from '../../../session/keptForms.ts';
import { order } from '../calls/orders.ts';
import { Block } from '../parts/Facts.tsx';
import { NoneYet } from '../parts/NoneYet.tsx';
import type { SectionProps } from '../parts/sectionProps.ts';

const MOST_SHOWN = 64;

/** Raw data in both directions, which a user can answer. */
export function RawSection({ connectionId, device, detail, origin }: SectionProps) {
  const t = useText().platformEdit.raw;
  return (
    <>
      <SendForm connectionId={connectionId} device={device} />
      <Block title={t.list}>
        {detail.raw.length === 0 ? (
          <NoneYet said={t} />
        ) : (
          <ul aria-label={t.list}>
            {detail.raw.map((one, at) => (
              <li
                key={at}
                className="flex min-h-(--h-field) min-w-0 flex-wrap items-center gap-x-2"
              >
                <span className="font-mono text-fg-2">{timeOfDay(origin + one.time)}</span>
                <RawLine facts={one} />
              </li>
            ))}
          </ul>
        )}
      </Block>
    </>
  );
}

function RawLine({ facts }: { facts: RawFacts }) {
  const t = useText().platformEdit.raw;
  const { kind, isByRule, size, data } = facts;
  const shown = base64.decode(data).subarray(0, MOST_SHOWN);
  return (
    <>
      <Tag tone={kind === 'up' || kind === 'down-reply' ? 'fill' : 'outline'}>{t.kind(kind)}</Tag>
      {isByRule && <span className="text-fg-2">{t.byRule}</span>}
      <span className="min-w-0 font-mono break-all">
        {spaced(hex.encode(shown))}
        {shown.length < size && ' …'}
      </span>
      <span className="font-mono text-fg-2">{sizeOf(size)}</span>
    </>
  );
}

function SendForm({ connectionId, device }: Pick<SectionProps, 'connectionId' | 'device'>) {
  const t = useText().platformEdit.raw;
  const id = useId();
  const [text, setText] = useKeptText(
    connectionId,
    `${device.productKey}/${device.deviceName}/raw`,
    '',
  );
  const [to, setTo] = useState<'down' | 'reply'>('reply');
  const { productKey, deviceName } = device;
  const bytes = hexBytes(text);
  const send = (): void => {
    if (bytes === undefined || bytes.length === 0) return;
    const payload = base64.encode(bytes);
    const command = { kind: 'send-raw', productKey, deviceName, to, payload } as const;
    void order(connectionId, command, t.done);
  };
  return (
    <form
      aria-label={t.send}
      className="flex flex-col gap-3 border-b border-line p-3"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <TextField
        mono
        label={t.bytes}
        value={text}
        placeholder="00 01 ff"
        error={bytes === undefined ? t.bytesError : undefined}
        onChange={setText}
      />
      <div className="flex flex-wrap items-end gap-3">
        <Field id={id} label={t.to}>
          <Segments
            label={t.to}
            value={to}
            options={[
              { value: 'reply', label: t.reply },
              { value: 'down', label: t.down },
            ]}
            onChange={setTo}
          />
        </Field>
        <Button look="primary" type="submit" disabled={bytes === undefined || bytes.length === 0}>
          {t.action}
        </Button>
      </div>
    </form>
  );
}

const spaced = (digits: string): string => digits.replaceAll(/..(?=.)/g, '$& ');
