import { WandSparkles } from 'lucide-react';
import { useMemo } from 'react';
import { Button, focusTarget, useText, Warnings } from '#kit';
import { alinkTopic } from '../../../../alibaba/alink/alinkTopic.ts';
import { type DeviceMessage, deviceMessages } from '../../../../alibaba/alink/deviceMessages.ts';
import { useModel } from '../../../session/alink/models.ts';
import { payloadDoubt } from '../../../session/alink/payloadDoubt.ts';
import { lastSetValues } from '../../../session/alink/setValues.ts';
import { isTemplate } from '../../../session/publish/form.ts';
import { changeForm, formFor } from '../../../session/publish/forms.ts';
import type { PublishForm } from '../../../session/publish/publishForm.ts';

interface FillPartProps {
  readonly connectionId: string;
  readonly form: PublishForm;
}

const isUnwritten = ({ payload, large }: PublishForm): boolean =>
  payload === '' && large === undefined;

/** Fills an empty payload with a device's message, or says where a written one does not match the thing model. */
export function FillPart({ connectionId, form }: FillPartProps) {
  const { alink: t } = useText();
  const { topic } = form;
  const meaning = alinkTopic(topic);
  const model = useModel(meaning?.productKey);
  const messages = useMemo(() => deviceMessages(topic, model), [topic, model]);
  const typed = form.large === undefined && !isTemplate(form) ? form.payload : '';
  const doubt = useMemo(() => payloadDoubt(topic, typed, model, t), [topic, typed, model, t]);
  if (meaning === undefined) return null;
  if (!isUnwritten(form)) {
    return doubt === undefined ? null : <Warnings texts={[doubt]} />;
  }
  const fill = async ({ operation }: DeviceMessage): Promise<void> => {
    const set = await lastSetValues(connectionId, meaning);
    const now = formFor(connectionId);
    const chosen = deviceMessages(topic, model, set).find((one) => one.operation === operation);
    // The user may have typed meanwhile.
    if (chosen === undefined || now.topic !== topic || !isUnwritten(now)) return;
    changeForm(connectionId, { payload: chosen.template, format: 'json', templates: true });
    focusTarget('publish-payload');
  };
  return messages.length === 0 ? null : (
    <div className="flex flex-wrap gap-2">
      {messages.map((message) => (
        <Button
          key={message.operation ?? ''}
          icon={<WandSparkles size={14} aria-hidden />}
          title={t.fillTitle}
          onClick={() => void fill(message)}
        >
          {t.fill(
            message.operation === undefined
              ? t.meaning(meaning.kind, meaning.isReply)
              : t.shadow[message.operation],
          )}
        </Button>
      ))}
    </div>
  );
}
