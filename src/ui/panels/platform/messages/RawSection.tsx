import { base64, hex } from '@scure/base';
import { Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import { hexBytes, type RawRule } from '../../../../alibaba/rawRules.ts';
import type { RawFacts } from '../../../../broker/platform/devices/valueCommands.ts';
import { bytes as sizeOf } from '../../../../i18n/numbers.ts';
import { Button } from '../../../kit/controls/Button.tsx';
import { Field } from '../../../kit/controls/Field.tsx';
import { IconButton } from '../../../kit/controls/IconButton.tsx';
import { Segments } from '../../../kit/controls/Segments.tsx';
import { TextField } from '../../../kit/controls/TextField.tsx';
import { Tag } from '../../../kit/display/Tag.tsx';
import { useText } from '../../../kit/language/useText.ts';
import { timeOfDay } from '../../../kit/page/clock.ts';
import { useAsked } from '../../../session/broker/brokers.ts';
import { useKeptText } from '../../../session/keptForms.ts';
import { order } from '../calls/orders.ts';
import { Block } from '../parts/Facts.tsx';
import { NoneYet } from '../parts/NoneYet.tsx';
import type { SectionProps } from '../parts/sectionProps.ts';

const EVERY = 1000;
const MOST_SHOWN = 64;

/** Raw data in both directions, answered manually or by a rule of the product. */
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
      <Rules connectionId={connectionId} productKey={device.productKey} />
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

function Rules({ connectionId, productKey }: { connectionId: string; productKey: string }) {
  const t = useText().platformEdit.raw;
  const reply = useAsked(connectionId, { kind: 'raw-rules', productKey }, EVERY);
  const rules = reply?.kind === 'raw-rules' ? reply.rules : [];
  const [prefix, setPrefix] = useKeptText(connectionId, `${productKey}/rule/prefix`, '');
  const [answer, setAnswer] = useKeptText(connectionId, `${productKey}/rule`, '');
  const isRight = hexBytes(prefix) !== undefined && (hexBytes(answer)?.length ?? 0) > 0;
  const set = (next: readonly RawRule[]): Promise<boolean> =>
    order(connectionId, { kind: 'set-raw-rules', productKey, rules: next }, t.rulesDone);
  const add = async (): Promise<void> => {
    if (!isRight || !(await set([...rules, { prefix, reply: answer }]))) return;
    setPrefix('');
    setAnswer('');
  };
  return (
    <Block title={t.rules}>
      <p className="pb-2 text-fg-2">{t.rulesHint}</p>
      {rules.length === 0 ? (
        <p className="text-fg-2">{t.noRules}</p>
      ) : (
        <ul aria-label={t.rules}>
          {rules.map((rule, at) => {
            const shown = rule.prefix.trim() === '' ? t.any : rule.prefix;
            return (
              <li key={at} className="flex min-h-(--h-field) items-center gap-2 font-mono">
                <span className="break-all">{shown}</span>
                <span aria-hidden>→</span>
                <span className="min-w-0 flex-1 break-all">{rule.reply}</span>
                <IconButton
                  small
                  label={t.removeRule(shown)}
                  onClick={() => void set(rules.filter((_, other) => other !== at))}
                >
                  <Trash2 size={14} aria-hidden />
                </IconButton>
              </li>
            );
          })}
        </ul>
      )}
      <form
        aria-label={t.addRule}
        className="flex flex-wrap items-start gap-3 pt-2"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <TextField
          mono
          className="min-w-32 flex-1"
          label={t.prefix}
          hint={t.prefixHint}
          value={prefix}
          error={hexBytes(prefix) === undefined ? t.bytesError : undefined}
          onChange={setPrefix}
        />
        <TextField
          mono
          className="min-w-32 flex-1"
          label={t.replyHex}
          value={answer}
          error={hexBytes(answer) === undefined ? t.bytesError : undefined}
          onChange={setAnswer}
        />
        <Button type="submit" className="mt-5" disabled={!isRight}>
          {t.addRule}
        </Button>
      </form>
    </Block>
  );
}

const spaced = (digits: string): string => digits.replaceAll(/..(?=.)/g, '$& ');
