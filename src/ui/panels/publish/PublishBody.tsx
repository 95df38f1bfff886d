import { Send } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import {
  Awaited,
  announce,
  Boundary,
  Button,
  confirm,
  firstTexts,
  useFirstText,
  WaitsHere,
} from '#kit';
import { ReadOnlyStrip } from '../../pieces/strips/ReadOnlyStrip.tsx';
import { useConnection } from '../../session/connection/connections.ts';
import { messageOf, payloadSize } from '../../session/publish/form.ts';
import { changeForm, useChosenFormat, useForm } from '../../session/publish/forms.ts';
import type { PublishForm } from '../../session/publish/publishForm.ts';
import { publishSize } from '../../session/publish/publishSize.ts';
import { sendForm } from '../../session/publish/sendForm.ts';
import { useReadOnly } from '../../session/readOnly.ts';
import { AnswersNote } from './answers/AnswersNote.tsx';
import { Kept } from './kept/Kept.tsx';
import { MessageFields } from './MessageFields.tsx';
import { NoPublishing } from './NoPublishing.tsx';
import { RepeatBars } from './RepeatBars.tsx';
import { SentList } from './SentList.tsx';
import { UnfoldedPart } from './UnfoldedPart.tsx';
import { type Panel, unfolded } from './unfolded.ts';

/**
 * Publishing with any payload, flags and properties. The form scrolls above its actions, whose place depends on
 * nothing in the form. Saved and sent messages below have at least 40 % of the height, also beside a running repeat.
 * In a low window everything scrolls, and the actions stay at the foot.
 */
export function PublishBody({ connectionId }: { connectionId: string }) {
  const { publish: t } = useFirstText();
  const form = useForm(connectionId);
  const chosen = useChosenFormat(connectionId);
  const id = useId();
  const connection = useConnection(connectionId, 'settings', 'state', 'answers', 'ended');
  const isReadOnly = useReadOnly(connectionId);
  const { panel } = unfolded.use(connectionId);
  // An empty topic is not an error before the user tries to send.
  const [tried, setTried] = useState(false);
  const [opened, setOpened] = useState<Panel>();
  if (connection === undefined) {
    return null;
  }
  const version = connection.settings?.version ?? 5;
  const { state, answers } = connection;
  if (state.kind === 'file') {
    return <NoPublishing connectionId={connectionId} />;
  }
  const { message, errors = {} } = messageOf(form, version, t.errors);
  const set = (change: Parameters<typeof changeForm>[1]) => changeForm(connectionId, change);
  const send = () => {
    setTried(true);
    if (isReadOnly) confirm(connection.ended === undefined ? t.readOnlyText : t.ended);
    else sendForm(connectionId, version);
  };
  const toggle = (which: Panel) => {
    const next = panel === which ? undefined : which;
    setOpened(next);
    unfolded.change(connectionId, { panel: next });
  };
  const { topic: topicError, ...others } = errors;
  const isTopicShown = form.topic !== '' || tried;
  // A topic to which nothing can be sent, such as a filter with a wildcard. Its field has the reason.
  const wrongTopic = form.topic === '' ? undefined : topicError;
  const sendable = chosen === form.format ? message : undefined;
  return (
    // The shortcut works from every field, but not from a dialog over the form.
    <div
      className="flex min-h-0 flex-1 flex-col short:block short:overflow-auto"
      onKeyDown={(event) => {
        if (event.target instanceof Element && event.target.closest('dialog') !== null) return;
        const isTaken = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
        if (isTaken) send();
        if (isTaken || flagByKey(event, form, set)) event.preventDefault();
      }}
    >
      <div
        data-part="publish-form"
        className="shrink-0 basis-[calc(60%-2*var(--h-ctl)-32px)] overflow-auto short:overflow-visible"
      >
        <ReadOnlyStrip connectionId={connectionId} textId={`${id}-read-only`} />
        {answers !== undefined && answers.rules.length > 0 && (
          <Awaited waits={<WaitsHere />}>
            <AnswersNote status={answers} />
          </Awaited>
        )}
        <div className="flex flex-col gap-3 p-3">
          <MessageFields
            connectionId={connectionId}
            version={version}
            errors={isTopicShown ? errors : others}
            packetSize={message ? publishSize(message, version) : payloadSize(form)}
          />
          {panel !== undefined && (
            <UnfoldedPart
              key={panel}
              connectionId={connectionId}
              panel={panel}
              message={sendable}
              takesFocus={panel === opened}
            />
          )}
        </div>
      </div>
      <div className="flex min-h-[calc(var(--h-ctl)+20px)] shrink-0 flex-wrap items-center gap-1 border-y border-line bg-pane px-3 py-1 short:sticky short:bottom-0 short:z-1">
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
        <Button pressed={panel === 'repeat'} title={t.repeatTitle} onClick={() => toggle('repeat')}>
          {t.repeat}
        </Button>
        <Button pressed={panel === 'keep'} onClick={() => toggle('keep')}>
          {t.keep}
        </Button>
        <Button pressed={panel === 'answer'} onClick={() => toggle('answer')}>
          {t.answer(answers?.rules.length ?? 0)}
        </Button>
      </div>
      <Boundary part="running repeats">
        <Awaited waits={null}>
          <RepeatBars connectionId={connectionId} />
        </Awaited>
      </Boundary>
      <div
        data-part="publish-lists"
        className="min-h-0 flex-1 overflow-auto short:overflow-visible"
      >
        <Boundary part="kept messages">
          <Awaited waits={null}>
            <Kept connectionId={connectionId} />
          </Awaited>
        </Boundary>
        <Boundary part="sent messages" name={t.sent}>
          <SentList connectionId={connectionId} />
        </Boundary>
      </div>
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
