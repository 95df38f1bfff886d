import { Send } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import {
  Awaited,
  announce,
  Boundary,
  Button,
  confirm,
  firstTexts,
  formatName,
  later,
  SelectField,
  Switch,
  useFirstText,
  WaitsHere,
  Warnings,
} from '#kit';
import { isOfPlatform } from '../../../alibaba/alink/families.ts';
import { WRITTEN } from '../../../payload/formats/written.ts';
import { QosChoice } from '../../pieces/forms/QosChoice.tsx';
import { ReadOnlyStrip } from '../../pieces/strips/ReadOnlyStrip.tsx';
import { useConnection } from '../../session/connection/connections.ts';
import { deviceOf } from '../../session/deviceOf.ts';
import { hasBraces, type Message, messageOf, payloadSize } from '../../session/publish/form.ts';
import {
  changeForm,
  chooseFormat,
  chooseSchema,
  putBack,
  useChosenFormat,
  useForm,
  useLeftBehind,
} from '../../session/publish/forms.ts';
import type { PublishForm } from '../../session/publish/publishForm.ts';
import { publishSize } from '../../session/publish/publishSize.ts';
import { SCHEMA_KINDS, schemaKind } from '../../session/publish/schemaFormat.ts';
import { sendForm } from '../../session/publish/sendForm.ts';
import { useReadOnly } from '../../session/readOnly.ts';
import { shownName } from '../../session/shownName.ts';
import { AnswersNote } from './answers/AnswersNote.tsx';
import { AnswersPanel } from './answers/AnswersPanel.tsx';
import { Keep, Kept } from './kept/Kept.tsx';
import { NoPublishing } from './NoPublishing.tsx';
import { PayloadField } from './PayloadField.tsx';
import { messageNotes } from './platformNotes.ts';
import { PropertiesForm } from './properties/PropertiesForm.tsx';
import { RepeatForm } from './RepeatForm.tsx';
import { SchemaChoice } from './SchemaChoice.tsx';
import { SentList } from './SentList.tsx';
import { StopButtons } from './StopButtons.tsx';
import { TemplatePart } from './TemplatePart.tsx';
import { TopicField } from './TopicField.tsx';
import { type Panel, unfolded } from './unfolded.ts';

const FillPart = later(async () => (await import('./device/FillPart.tsx')).FillPart, {
  Waits: () => null,
});

/** Publishing with any payload, flags and properties, and the outcomes below. */
export function PublishBody({ connectionId }: { connectionId: string }) {
  const box = useRef<HTMLTextAreaElement>(null);
  const { publish: t, payload: names, typed } = useFirstText();
  const form = useForm(connectionId);
  const chosen = useChosenFormat(connectionId);
  const id = useId();
  const connection = useConnection(connectionId, 'settings', 'state', 'answers', 'ended');
  const isReadOnly = useReadOnly(connectionId);
  const { properties } = unfolded.use(connectionId);
  // An empty topic is not an error before the user tries to send.
  const [tried, setTried] = useState(false);
  if (connection === undefined) {
    return null;
  }
  const version = connection.settings?.version ?? 5;
  const { state, answers } = connection;
  if (state.kind === 'file') {
    return <NoPublishing connectionId={connectionId} />;
  }
  const result = messageOf(form, version, t.errors);
  const set = (change: Parameters<typeof changeForm>[1]) => changeForm(connectionId, change);
  const send = () => {
    setTried(true);
    if (isReadOnly) confirm(connection.ended === undefined ? t.readOnlyText : t.ended);
    else sendForm(connectionId, version);
  };
  const limits = state.kind === 'connected' ? state : undefined;
  const size = payloadSize(form);
  const most = limits?.maximumPacketSize ?? Number.POSITIVE_INFINITY;
  // While the rest is invalid, the payload alone may already exceed the limit.
  const packetSize = result.message ? (publishSize(result.message, version) ?? 0) : size;
  const device = deviceOf(connection.settings);
  const doubts = messageNotes(form, size, device, typed.platformNote);
  const kind = schemaKind(form.format);
  // A topic to which nothing can be sent, such as a filter with a wildcard. Its field has the reason.
  const wrongTopic = form.topic === '' ? undefined : result.errors?.topic;
  const topicError = form.topic === '' && !tried ? undefined : result.errors?.topic;
  return (
    // The shortcut works from every field, but not from a dialog over the form.
    <div
      className="@container min-h-0 flex-1 scroll-pb-14 overflow-auto"
      onKeyDown={(event) => {
        if (event.target instanceof Element && event.target.closest('dialog') !== null) return;
        const isTaken = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
        if (isTaken) send();
        if (isTaken || flagByKey(event, form, set)) event.preventDefault();
      }}
    >
      <ReadOnlyStrip connectionId={connectionId} textId={`${id}-read-only`} />
      {answers !== undefined && answers.rules.length > 0 && (
        <Awaited waits={<WaitsHere />}>
          <AnswersNote status={answers} />
        </Awaited>
      )}
      <div className="flex flex-col gap-3 border-b border-line p-3">
        <TopicField
          connectionId={connectionId}
          value={form.topic}
          error={topicError}
          warnings={doubts.topic}
          device={device}
        />
        <PayloadField
          connectionId={connectionId}
          form={form}
          error={result.errors?.payload}
          warnings={doubts.payload}
          box={box}
        />
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
        <div className="below-control flex flex-wrap items-center gap-2">
          <SelectField
            className="max-w-40 min-w-24 flex-1"
            label={t.format}
            labelHidden
            value={schemaKind(chosen) ?? chosen}
            options={[
              ...WRITTEN.map((format) => ({
                value: format.id,
                label: formatName(format, names),
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
          <p className="below-control text-xs text-warn">{t.errors.qosAbove(limits.maximumQoS)}</p>
        )}
        <Doubts id={`${id}-retain`} texts={doubts.retain} />
        {packetSize > most && (
          <p className="below-control text-xs text-warn">
            {t.errors.packetAbove(packetSize, most)}
          </p>
        )}
        {limits?.retainAvailable === false && form.retain && (
          <p className="below-control text-xs text-warn">{t.errors.noRetain}</p>
        )}
        <div className="below-control">
          <PropertiesForm
            isOpen={properties}
            onOpen={(isOpen) => unfolded.change(connectionId, { properties: isOpen })}
            form={form}
            version={version}
            errors={result.errors ?? {}}
            onChange={set}
          />
        </div>
        <Request connectionId={connectionId} />
        {state.kind !== 'connected' && !isReadOnly && (
          <p className="below-control text-xs text-fg-2">{t.queueHint}</p>
        )}
        <More
          connectionId={connectionId}
          message={chosen === form.format ? result.message : undefined}
          answering={answers?.rules.length ?? 0}
        >
          <Button
            // Without a connection, Connect is the screen's one accent.
            look={state.kind === 'connected' ? 'primary' : 'plain'}
            keys="Ctrl Enter"
            icon={<Send size={14} aria-hidden />}
            disabled={isReadOnly || wrongTopic !== undefined}
            {...(wrongTopic !== undefined && { title: wrongTopic })}
            {...(isReadOnly ? { describedBy: `${id}-read-only` } : {})}
            onClick={send}
          >
            {t.publish}
          </Button>
        </More>
      </div>
      <Boundary part="kept messages">
        <Awaited waits={null}>
          <Kept connectionId={connectionId} />
        </Awaited>
      </Boundary>
      <Boundary part="sent messages" name={t.sent}>
        <SentList connectionId={connectionId} />
      </Boundary>
    </div>
  );
}

const QOS_AFTER = { 0: 1, 1: 2, 2: 0 } as const;

/** Alt Q and Alt R change QoS and Retain from any field, by the place of the letters. AltGr types characters. */
function flagByKey(
  event: KeyboardEvent,
  { qos, retain }: PublishForm,
  set: (change: Partial<PublishForm>) => void,
): boolean {
  const { code, altKey, ctrlKey, metaKey } = event;
  const { publish: t } = firstTexts();
  if (!altKey || ctrlKey || metaKey || event.getModifierState('AltGraph')) return false;
  if (code === 'KeyQ') {
    set({ qos: QOS_AFTER[qos] });
    announce(`${t.qos} ${QOS_AFTER[qos]}`);
  } else if (code === 'KeyR') {
    set({ retain: !retain });
    announce(t.retained(!retain));
  } else return false;
  return true;
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

interface MoreProps {
  readonly connectionId: string;
  readonly message: Message | undefined;
  /** Rules that answer. */
  readonly answering: number;
  /** The button to publish. */
  readonly children: ReactNode;
}

/** Publishing is always visible. Repeating, keeping and answering are folded beside it. */
function More({ connectionId, message, answering, children }: MoreProps) {
  const t = useFirstText().publish;
  const { panel } = unfolded.use(connectionId);
  // Set by the user: a form that moves to another place takes no focus.
  const [opened, setOpened] = useState<Panel>();
  const toggle = (which: Panel) => {
    const next = panel === which ? undefined : which;
    setOpened(next);
    unfolded.change(connectionId, { panel: next });
  };
  return (
    <>
      <div className="sticky bottom-0 z-1 -mx-3 -my-2 flex flex-wrap gap-2 bg-pane px-3 py-2 @min-[440px]:pl-22">
        {children}
        <Button pressed={panel === 'repeat'} title={t.repeatTitle} onClick={() => toggle('repeat')}>
          {t.repeat}
        </Button>
        <Button pressed={panel === 'keep'} onClick={() => toggle('keep')}>
          {t.keep}
        </Button>
        <Button pressed={panel === 'answer'} onClick={() => toggle('answer')}>
          {t.answer(answering)}
        </Button>
        <StopButtons
          connectionId={connectionId}
          except={panel === 'repeat' ? message?.topic : undefined}
        />
      </div>
      {panel !== undefined && (
        <InSight key={panel}>
          <Boundary part={panel}>
            <Awaited waits={<WaitsHere />}>
              {panel === opened && <FocusFirst />}
              {panel === 'repeat' && <RepeatForm connectionId={connectionId} message={message} />}
              {panel === 'answer' && <AnswersPanel connectionId={connectionId} />}
              {panel === 'keep' && <Keep connectionId={connectionId} message={message} />}
            </Awaited>
          </Boundary>
        </InSight>
      )}
    </>
  );
}

/** Moves the focus into the first field or button beside it once that is drawn. Typing replaces the field's text. */
function FocusFirst() {
  const mark = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const box = mark.current?.parentElement;
    const first =
      box?.querySelector<HTMLElement>('input:not(:disabled), textarea:not(:disabled)') ??
      box?.querySelector<HTMLElement>('button:not(:disabled)');
    first?.focus({ preventScroll: true });
    if (first instanceof HTMLInputElement) first.select();
  }, []);
  return <span ref={mark} hidden />;
}

/** Pixels. The panel is smaller until its content is loaded. */
const LEAST_PANEL = 40;

/** Scrolls unfolded content into view once it is drawn. */
function InSight({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      if (element.offsetHeight < LEAST_PANEL) return;
      observer.disconnect();
      element.scrollIntoView({ block: 'nearest' });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return <div ref={box}>{children}</div>;
}
