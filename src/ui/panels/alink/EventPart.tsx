import { Dices, Send } from 'lucide-react';
import { Button, SelectField, TextField, useText } from '#kit';
import { requestTopic } from '../../../alibaba/alink/alinkTopic.ts';
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import { visibleText } from '../../../base/visibleText.ts';
import { ValuesForm } from '../../pieces/forms/ValuesForm.tsx';
import { type Draft, EMPTY_DRAFT, generated, writtenDraft } from '../../session/alink/draft.ts';
import { useModel } from '../../session/alink/models.ts';
import { changeForms, OTHER_EVENT, useAlinkForms } from './forms.ts';
import { NoModel } from './NoModel.tsx';
import { SendNotes } from './SendNotes.tsx';
import { postEvent } from './send.ts';
import { useFirstDraft } from './useFirstDraft.ts';

interface PartProps {
  readonly connectionId: string;
  readonly device: DeviceName;
}

/** Posts an event of the model, or any other. */
export function EventPart({ connectionId, device }: PartProps) {
  const t = useText().alink;
  const events = useModel(device.productKey)?.events ?? [];
  const forms = useAlinkForms(connectionId);
  const isOther = forms.event === OTHER_EVENT || events.length === 0;
  const listed = events.find(({ identifier }) => identifier === forms.event) ?? events[0];
  const chosen = isOther ? undefined : listed;
  const event = chosen?.identifier ?? forms.otherEvent;
  const known = chosen?.output;
  const draft = forms.events.get(event) ?? EMPTY_DRAFT;
  const setDraft = (next: Draft) =>
    changeForms(connectionId, { events: new Map([...forms.events, [event, next] as const]) });
  useFirstDraft(known, draft, setDraft);
  const written = writtenDraft(draft, known);
  const isNamed = /^\w+$/.test(event);
  return (
    <div className="flex flex-col gap-3 p-3">
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        {events.length > 0 && (
          <SelectField
            className="w-56"
            label={t.event}
            value={chosen?.identifier ?? OTHER_EVENT}
            options={[
              ...events.map(({ identifier, name, level }) => ({
                value: identifier,
                label: visibleText(`${identifier} · ${name} · ${t.level[level]}`),
              })),
              { value: OTHER_EVENT, label: t.otherEvent },
            ]}
            onChange={(next) => changeForms(connectionId, { event: next })}
          />
        )}
        {chosen === undefined && (
          <TextField
            className="w-56"
            label={t.eventIdentifier}
            mono
            value={forms.otherEvent}
            onChange={(text) => changeForms(connectionId, { otherEvent: text })}
            error={event === '' || isNamed ? undefined : t.eventFault}
          />
        )}
        <Button
          look="primary"
          icon={<Send size={14} aria-hidden />}
          disabled={!isNamed || !written.ok}
          onClick={() => postEvent(connectionId, event, draft)}
        >
          {t.postEvent}
        </Button>
        {known !== undefined && known.length > 0 && (
          <Button
            icon={<Dices size={14} aria-hidden />}
            onClick={() => setDraft(generated(draft, known, Math.random, Date.now()))}
          >
            {t.generate}
          </Button>
        )}
      </div>
      {isNamed && written.ok && (
        <SendNotes
          connectionId={connectionId}
          topic={requestTopic(device, 'event-post', event)}
          json={written.json}
          qos={forms.qos}
        />
      )}
      {known?.length !== 0 && (
        <ValuesForm
          label={t.eventData}
          known={known}
          draft={draft}
          onChange={setDraft}
          {...(known === undefined
            ? { hint: events.length === 0 && <NoModel connectionId={connectionId} /> }
            : {})}
        />
      )}
    </div>
  );
}
