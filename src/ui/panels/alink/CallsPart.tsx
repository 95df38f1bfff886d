import { Reply, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import { Button, EmptyState, focusTarget, rowTime, Switch, Tag, TextField, useText } from '#kit';
import type { ThingModel } from '../../../alibaba/alink/thingModel.ts';
import { visibleText } from '../../../base/visibleText.ts';
import { grouped } from '../../../i18n/numbers.ts';
import { ValuesForm } from '../../pieces/forms/ValuesForm.tsx';
import { writtenDraft } from '../../session/alink/draft.ts';
import { useModel } from '../../session/alink/models.ts';
import { showPacket } from '../../session/packets/actions.ts';
import { outputOf } from './call.ts';
import {
  answerByItself,
  answerPrepared,
  changeCall,
  forgetCalls,
  type ReceivedCall,
  readCode,
  useFromPlatform,
} from './calls.ts';
import { FORMS_FOCUS } from './forms.ts';

/** Characters of a call's parameters that are shown. */
const SHOWN = 2000;

interface CallsPartProps {
  readonly connectionId: string;
  readonly productKey: string;
}

/** Calls of the platform to the device, each with a prepared reply. */
export function CallsPart({ connectionId, productKey }: CallsPartProps) {
  const t = useText().alink;
  const model = useModel(productKey);
  const { calls, missed, answersSets, answersServices } = useFromPlatform(connectionId);
  return (
    <div className="flex flex-col">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-3 py-2">
        <Switch
          label={t.answerSets}
          title={t.answerTitle}
          checked={answersSets}
          onChange={(on) => answerByItself(connectionId, { answersSets: on })}
        />
        <Switch
          label={t.answerServices}
          title={t.answerTitle}
          checked={answersServices}
          onChange={(on) => answerByItself(connectionId, { answersServices: on })}
        />
        {calls.length > 0 && (
          <span className="ml-auto">
            <Button
              look="quiet"
              icon={<Trash2 size={14} aria-hidden />}
              onClick={() => {
                forgetCalls(connectionId);
                focusTarget(FORMS_FOCUS);
              }}
            >
              {t.forgetCalls}
            </Button>
          </span>
        )}
      </div>
      {missed > 0 && <p className="bg-warn-bg px-3 py-1 text-xs text-fg-2">{t.missed(missed)}</p>}
      {calls.length === 0 ? (
        <EmptyState title={t.noCalls} text={t.noCallsHint} />
      ) : (
        <ul aria-label={t.callsList}>
          {calls.map((call) => (
            <CallItem key={call.serial} connectionId={connectionId} call={call} model={model} />
          ))}
        </ul>
      )}
    </div>
  );
}

interface CallItemProps {
  readonly connectionId: string;
  readonly call: ReceivedCall;
  readonly model: ThingModel | undefined;
}

function CallItem({ connectionId, call, model }: CallItemProps) {
  const t = useText().alink;
  const { packet, answered } = call;
  const item = useRef<HTMLLIElement>(null);
  const isOpen = answered === 'no' && call.wantsReply;
  const params = call.params === undefined ? '' : JSON.stringify(call.params);
  return (
    <li
      ref={item}
      // Takes the focus of the form, which disappears with the reply.
      tabIndex={-1}
      className="border-b border-line px-3 py-2 focus-visible:-outline-offset-2"
    >
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="font-mono text-fg-2">{rowTime(call.at, 0)}</span>
        <span className="font-semibold">{t.call[call.kind]}</span>
        {call.kind === 'service' && <bdi className="font-mono">{visibleText(call.identifier)}</bdi>}
        {call.isSync && <Tag tone="outline">{t.sync}</Tag>}
        {call.id !== undefined && (
          <bdi className="max-w-40 truncate font-mono text-fg-2">{visibleText(call.id)}</bdi>
        )}
        {packet > 0 && (
          <button
            type="button"
            title={t.callPacket(grouped(packet))}
            aria-label={t.callPacket(grouped(packet))}
            className="font-mono text-action"
            onClick={() => showPacket(connectionId, packet)}
          >
            {grouped(packet)}
          </button>
        )}
        <span className={answered === 'no' ? 'text-fg-2' : 'text-ok'}>
          {call.wantsReply || answered !== 'no' ? t.answered[answered] : t.noneWanted}
        </span>
      </p>
      {params !== '' && (
        <p className="mt-1 font-mono text-base break-all">
          <bdi>{visibleText(params.slice(0, SHOWN))}</bdi>
          {params.length > SHOWN && '…'}
        </p>
      )}
      {isOpen && (
        <ReplyForm
          connectionId={connectionId}
          call={call}
          model={model}
          onReplied={() => item.current?.focus()}
        />
      )}
    </li>
  );
}

interface ReplyFormProps extends CallItemProps {
  readonly onReplied: () => void;
}

function ReplyForm({ connectionId, call, model, onReplied }: ReplyFormProps) {
  const t = useText().alink;
  const output = outputOf(call, model);
  const known = output?.length === 0 ? undefined : output;
  const isRight = readCode(call.code) !== undefined;
  const written = writtenDraft(call.draft, known);
  return (
    <div className="mt-2 flex flex-wrap items-start gap-x-3 gap-y-2">
      <TextField
        className="w-20"
        label={t.replyCode}
        mono
        inputMode="numeric"
        value={call.code}
        onChange={(code) => changeCall(connectionId, call.serial, { code })}
        error={isRight ? undefined : t.replyCodeError}
      />
      <div className="min-w-52 flex-1">
        <ValuesForm
          label={t.replyData}
          known={known}
          draft={call.draft}
          onChange={(draft) => changeCall(connectionId, call.serial, { draft })}
          rows={1}
        />
      </div>
      <span className="pt-5">
        <Button
          look="primary"
          icon={<Reply size={14} aria-hidden />}
          disabled={!isRight || !written.ok}
          onClick={() => {
            if (answerPrepared(connectionId, call, 'by-hand')) onReplied();
          }}
        >
          {t.reply}
        </Button>
      </span>
    </div>
  );
}
