import { useId, useRef } from 'react';
import {
  Awaited,
  Boundary,
  formatName,
  later,
  SelectField,
  Switch,
  useFirstText,
  WaitsHere,
  Warnings,
} from '#kit';
import { isOfPlatform } from '../../../alibaba/alink/families.ts';
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { FIRST_TYPED, WRITTEN } from '../../../payload/formats/written.ts';
import { QosChoice } from '../../pieces/forms/QosChoice.tsx';
import { useConnection } from '../../session/connection/connections.ts';
import { deviceOf } from '../../session/deviceOf.ts';
import { hasBraces, payloadSize } from '../../session/publish/form.ts';
import {
  changeForm,
  chooseFormat,
  chooseSchema,
  putBack,
  useChosenFormat,
  useForm,
  useLeftBehind,
} from '../../session/publish/forms.ts';
import type { FormErrors } from '../../session/publish/publishForm.ts';
import { SCHEMA_KINDS, schemaKind } from '../../session/publish/schemaFormat.ts';
import { useReadOnly } from '../../session/readOnly.ts';
import { shownName } from '../../session/shownName.ts';
import { CarriedNote } from './CarriedNote.tsx';
import { PayloadField } from './PayloadField.tsx';
import { messageNotes } from './platformNotes.ts';
import { PropertiesForm } from './properties/PropertiesForm.tsx';
import { SchemaChoice } from './SchemaChoice.tsx';
import { TemplatePart } from './TemplatePart.tsx';
import { TopicField } from './TopicField.tsx';
import { unfolded } from './unfolded.ts';

const FillPart = later(async () => (await import('./device/FillPart.tsx')).FillPart, {
  Waits: () => null,
});

interface MessageFieldsProps {
  readonly connectionId: string;
  readonly version: ProtocolVersion;
  readonly errors: FormErrors;
  /** Size of the PUBLISH, or that of the payload while a field is invalid. */
  readonly packetSize: number | undefined;
}

/** Fields of a message: topic, payload, format, flags and properties, each with its notes. */
export function MessageFields({ connectionId, version, errors, packetSize }: MessageFieldsProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  const { publish: t, payload: names, typed } = useFirstText();
  const form = useForm(connectionId);
  const chosen = useChosenFormat(connectionId);
  const id = useId();
  const { settings, state } = useConnection(connectionId, 'settings', 'state') ?? {};
  const isReadOnly = useReadOnly(connectionId);
  const { properties } = unfolded.use(connectionId);
  const set = (change: Parameters<typeof changeForm>[1]) => changeForm(connectionId, change);
  const limits = state?.kind === 'connected' ? state : undefined;
  const size = payloadSize(form);
  const most = limits?.maximumPacketSize ?? Number.POSITIVE_INFINITY;
  const device = deviceOf(settings);
  const doubts = messageNotes(form, size, device, typed.platformNote);
  const kind = schemaKind(form.format);
  return (
    <>
      <TopicField
        connectionId={connectionId}
        value={form.topic}
        error={errors.topic}
        warnings={doubts.topic}
        device={device}
      />
      <PayloadField
        connectionId={connectionId}
        form={form}
        error={errors.payload}
        warnings={doubts.payload}
        box={box}
      />
      <CarriedNote connectionId={connectionId} form={form} />
      {isOfPlatform(form.topic) && (
        <Boundary part="fill" of={form}>
          <FillPart connectionId={connectionId} form={form} />
        </Boundary>
      )}
      {hasBraces(form) && (
        <Boundary part="template" of={form}>
          <Awaited waits={<WaitsHere />}>
            <TemplatePart connectionId={connectionId} form={form} box={box} />
          </Awaited>
        </Boundary>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <SelectField
          className="max-w-40 min-w-24 flex-1"
          label={t.format}
          labelHidden
          value={schemaKind(chosen) ?? chosen}
          options={[
            ...WRITTEN.map((format) => ({
              value: format.id,
              label: format === FIRST_TYPED ? t.auto : formatName(format, names),
            })),
            ...SCHEMA_KINDS.map(({ id: value, name }) => ({ value, label: name })),
          ]}
          onChange={(format) => {
            if (schemaKind(format) === undefined) chooseFormat(connectionId, format);
            else chooseSchema(connectionId, format);
          }}
        />
        <QosChoice
          label={t.qos}
          keys="Alt Q"
          value={form.qos}
          onChange={(qos) => set({ qos })}
          describedBy={doubts.qos.length === 0 ? undefined : `${id}-qos`}
        />
        <Switch
          label={t.retain}
          keys="Alt R"
          checked={form.retain}
          onChange={(retain) => set({ retain })}
          describedBy={doubts.retain.length === 0 ? undefined : `${id}-retain`}
        />
      </div>
      {kind !== undefined && (
        <Boundary part="schema choice" of={form}>
          <Awaited waits={<WaitsHere />}>
            <SchemaChoice connectionId={connectionId} form={form} kind={kind} />
          </Awaited>
        </Boundary>
      )}
      <Doubts id={`${id}-qos`} texts={doubts.qos} />
      {limits !== undefined && form.qos > limits.maximumQoS && (
        <p className="text-xs text-warn">{t.errors.qosAbove(limits.maximumQoS)}</p>
      )}
      <Doubts id={`${id}-retain`} texts={doubts.retain} />
      {packetSize !== undefined && packetSize > most && (
        <p className="text-xs text-warn">{t.errors.packetAbove(packetSize, most)}</p>
      )}
      {limits?.retainAvailable === false && form.retain && (
        <p className="text-xs text-warn">{t.errors.noRetain}</p>
      )}
      <PropertiesForm
        isOpen={properties}
        onOpen={(isOpen) => unfolded.change(connectionId, { properties: isOpen })}
        form={form}
        version={version}
        errors={errors}
        onChange={set}
      />
      <Request connectionId={connectionId} />
      {limits === undefined && !isReadOnly && <p className="text-xs text-fg-2">{t.queueHint}</p>}
    </>
  );
}

/** Notice that the fields of the last request stayed with its topic, and a button to restore them here. */
function Request({ connectionId }: { connectionId: string }) {
  const { publish: t, kit } = useFirstText();
  const left = useLeftBehind(connectionId);
  if (left === undefined) return null;
  return (
    <p className="text-xs break-words text-fg-2">
      {t.leftBehind}
      {kit.gap}
      <bdi className="font-mono">{shownName(left.topic)}</bdi>{' '}
      <button
        type="button"
        className="rounded-sm text-action"
        onClick={() => putBack(connectionId)}
      >
        {t.putBack}
      </button>
    </p>
  );
}

function Doubts({ id, texts }: { id: string; texts: readonly string[] }) {
  return texts.length === 0 ? null : (
    <div id={id}>
      <Warnings texts={texts} />
    </div>
  );
}
