import { base64 } from '@scure/base';
import { useId, useState } from 'react';
import { alinkTopic } from '../../../alibaba/alink/alinkTopic.ts';
import type { DeviceEvent } from '../../../broker/platform/devices/commands.ts';
import { faultOfTopicName } from '../../../mqtt/topics.ts';
import { encodeUtf8 } from '../../../mqtt/utf8.ts';
import { bytes } from '../../../words/numbers.ts';
import { Button } from '../../kit/Button.tsx';
import { timeOfDay } from '../../kit/clock.ts';
import { Field } from '../../kit/Field.tsx';
import { useText } from '../../kit/language/useText.ts';
import { Segments } from '../../kit/Segments.tsx';
import { Tag } from '../../kit/Tag.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { TopicName } from '../../kit/TopicName.tsx';
import { shownName } from '../../session/shownName.ts';
import type { SectionProps } from './DeviceDetail.tsx';
import { Block } from './Facts.tsx';
import { Misfits } from './Misfits.tsx';
import { order } from './orders.ts';
import { wordFor } from './words.ts';

/** What passes between device and cloud: publishing to it, and what it sent last. */
export function MessagesSection(props: SectionProps) {
  const t = useText().platform.messages;
  const { detail, origin } = props;
  return (
    <>
      <PublishForm {...props} />
      <Block title={t.list}>
        {detail.events.length === 0 ? (
          <p className="text-fg-2">{t.none}</p>
        ) : (
          <ul>
            {detail.events.map((event, at) => (
              // Messages have no name of their own; the newest stands first.
              // oxlint-disable-next-line react/no-array-index-key
              <li key={at}>
                <EventLine event={event} at={timeOfDay(origin + event.time)} />
              </li>
            ))}
          </ul>
        )}
      </Block>
    </>
  );
}

const TONES = {
  property: 'fill',
  event: 'fill',
  other: 'outline',
  denied: 'err',
  dropped: 'err',
  refused: 'err',
} as const;

function EventLine({ event, at }: { event: DeviceEvent; at: string }) {
  const { platform: t, alink } = useText();
  const meaning = event.kind === 'other' ? alinkTopic(event.topic) : undefined;
  const why = wordFor(t.why, event.why) ?? event.why;
  return (
    <div className="flex min-h-(--h-field) min-w-0 flex-wrap items-center gap-x-2">
      <span className="font-mono text-fg-2">{at}</span>
      <Tag tone={TONES[event.kind]}>
        {meaning === undefined
          ? t.messages.kind(event.kind)
          : alink.meaning(meaning.kind, meaning.isReply)}
      </Tag>
      <TopicName topic={event.topic} className="min-w-40 flex-1" />
      {event.about !== undefined && event.misfits === undefined && (
        <bdi className="min-w-0 font-mono break-all">{shownName(event.about)}</bdi>
      )}
      {why !== undefined && (
        <span className={TONES[event.kind] === 'err' ? 'text-err' : 'text-warn'}>{why}</span>
      )}
      {event.code !== undefined && (
        <span className="text-fg-2">{t.messages.replied(event.code)}</span>
      )}
      <span className="font-mono text-fg-2">{bytes(event.size)}</span>
      {event.misfits !== undefined && <Misfits misfits={event.misfits} />}
    </div>
  );
}

function PublishForm({ connectionId, device, detail }: SectionProps) {
  const t = useText().platform.messages;
  const id = useId();
  const { productKey, deviceName } = device;
  const [typed, setTyped] = useState<string>();
  const [payload, setPayload] = useState('{"hello":"device"}');
  const [qos, setQos] = useState<0 | 1>(1);
  const topic = typed ?? firstCustom(detail);
  const publish = (): void =>
    void order(
      connectionId,
      {
        kind: 'cloud-publish',
        productKey,
        deviceName,
        topic,
        payload: base64.encode(encodeUtf8(payload)),
        qos,
      },
      t.done(shownName(topic)),
    );
  const isTopic = faultOfTopicName(topic) === undefined;
  return (
    <form
      aria-label={t.publish}
      className="flex flex-col gap-3 border-b border-line p-3"
      onSubmit={(event) => {
        event.preventDefault();
        publish();
      }}
    >
      <h3 className="text-xs font-semibold text-fg-2">{t.publish}</h3>
      <TextField mono label={t.topic} value={topic} hint={t.topicHint} onChange={setTyped} />
      <Field id={id} label={t.payload}>
        <textarea
          id={id}
          rows={2}
          className="w-full resize-y rounded-md border border-ctl bg-well px-2 py-1 font-mono leading-5"
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          value={payload}
          onChange={({ target }) => setPayload(target.value)}
        />
      </Field>
      <div className="flex flex-wrap items-center gap-2">
        <Segments
          label={t.qos}
          value={qos}
          options={[
            { value: 0, label: 'QoS 0' },
            { value: 1, label: 'QoS 1' },
          ]}
          onChange={setQos}
        />
        <Button look="primary" type="submit" disabled={!isTopic}>
          {t.action}
        </Button>
      </div>
    </form>
  );
}

/** A custom topic that the device may subscribe to, to begin with. */
function firstCustom({ permissions }: SectionProps['detail']): string {
  const found = permissions.find(
    ({ origin, operation, topic }) =>
      origin === 'custom' && operation !== 'PUB' && faultOfTopicName(topic) === undefined,
  );
  return found?.topic ?? '';
}
