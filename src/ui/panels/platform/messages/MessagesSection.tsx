import { base64 } from '@scure/base';
import { useId, useState } from 'react';
import { Button, Field, Segments, TextField, useText } from '#kit';
import { encodeUtf8 } from '../../../../base/utf8.ts';
import { topicNameError } from '../../../../mqtt/tables/topics.ts';
import { useKeptText } from '../../../session/keptForms.ts';
import { shownName } from '../../../session/shownName.ts';
import { order } from '../calls/orders.ts';
import type { SectionProps } from '../parts/sectionProps.ts';
import { MessageList } from './MessageList.tsx';
import { configPush, otaPush, type Push } from './pushes.ts';

/** Messages between device and cloud: publishing to the device, and the latest of both directions. */
export function MessagesSection(props: SectionProps) {
  return (
    <>
      <PublishForm {...props} />
      <MessageList {...props} />
    </>
  );
}

function PublishForm({ connectionId, device, detail }: SectionProps) {
  const t = useText().platform.messages;
  const id = useId();
  const { productKey, deviceName } = device;
  const form = `${productKey}/${deviceName}/message`;
  const [topic, setTopic] = useKeptText(connectionId, `${form}/topic`, firstCustom(detail));
  const [payload, setPayload] = useKeptText(connectionId, form, '{"hello":"device"}');
  const [qos, setQos] = useState<0 | 1>(1);
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
  const isTopic = topicNameError(topic) === undefined;
  const fill = (push: Push): void => {
    setTopic(push.topic);
    setPayload(push.payload);
    setQos(1);
  };
  return (
    <form
      aria-label={t.publish}
      className="flex flex-col gap-3 border-b border-line p-3"
      onSubmit={(event) => {
        event.preventDefault();
        publish();
      }}
    >
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="mr-auto text-xs font-semibold text-fg-2">{t.publish}</h3>
        <Button title={t.pushes.title} onClick={() => fill(otaPush(device))}>
          {t.pushes.ota}
        </Button>
        <Button title={t.pushes.title} onClick={() => fill(configPush(device))}>
          {t.pushes.config}
        </Button>
      </div>
      <TextField mono label={t.topic} value={topic} hint={t.topicHint} onChange={setTopic} />
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
      origin === 'custom' && operation !== 'PUB' && topicNameError(topic) === undefined,
  );
  return found?.topic ?? '';
}
