import { base64 } from '@scure/base';
import { Send, Trash2 } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Button, MonoArea, Switch, useText } from '#kit';
import { say } from '../../../../base/message.ts';
import { visibleText } from '../../../../base/visibleText.ts';
import type { Refused } from '../../../../broker/core/commands/refusals.ts';
import type { WaitingPacket } from '../../../../broker/faults/marks.ts';
import type { RuleState } from '../../../../broker/faults/ruleSet.ts';
import { consequencesOf } from '../../../../engine/workshop/consequences.ts';
import { substituteAnswer } from '../../../../engine/workshop/substituteAnswer.ts';
import { dissect } from '../../../../mqtt/dissect/dissect.ts';
import type { Sender } from '../../../../mqtt/tables/packet.ts';
import { packetName, packetTypeOf } from '../../../../mqtt/tables/packetNames.ts';
import { WrittenFields } from '../../../pieces/forms/WrittenFields.tsx';
import {
  decidePacket,
  editPacket,
  useEdit,
  type WholePacket,
  wholePacket,
} from '../../../session/faults/stopped.ts';
import { hexText, readHex } from '../../../session/workshop/hexText.ts';
import { MakeRule } from '../forms/MakeRule.tsx';
import { PacketForm } from '../forms/PacketForm.tsx';

interface StoppedPacketProps {
  readonly connectionId: string;
  readonly waiting: WaitingPacket;
  readonly rules: readonly RuleState[];
}

/** The packet being inspected, to be changed, sent, or dropped. */
export function StoppedPacket({ connectionId, waiting, rules }: StoppedPacketProps) {
  const { breakpoints: t, faults, explain } = useText();
  const { packet } = waiting;
  const [whole, setWhole] = useState<WholePacket | 'gone'>();
  const [refusal, setRefusal] = useState<Refused>();
  useEffect(() => {
    let isWanted = true;
    void wholePacket(connectionId, packet).then((found) => {
      if (isWanted) setWhole(found ?? 'gone');
    });
    return () => {
      isWanted = false;
    };
  }, [connectionId, packet]);
  if (whole === undefined) return null;
  const decide: Decide = (forward, back) => {
    void decidePacket(connectionId, packet, forward, back).then(setRefusal);
  };
  return (
    <section aria-label={t.stopped} className="px-3 py-2">
      {refusal !== undefined && (
        <p role="alert" className="mb-2 text-err">
          {faults.refused}: {visibleText(explain.refusal(refusal))}
        </p>
      )}
      {whole === 'gone' && <p className="text-fg-2">{t.isGone}</p>}
      {whole !== 'gone' && whole.bytes === undefined && (
        <Unseen text={waiting.start === '' ? t.secret : t.large} onDrop={() => decide([], [])} />
      )}
      {whole !== 'gone' && whole.bytes !== undefined && (
        <Editor
          connectionId={connectionId}
          waiting={waiting}
          original={base64.decode(whole.bytes)}
          rules={rules}
          onDecide={decide}
        />
      )}
    </section>
  );
}

type Decide = (forward: readonly Uint8Array[], back: readonly Uint8Array[]) => void;

function Unseen({ text, onDrop }: { text: string; onDrop: () => void }) {
  const t = useText().breakpoints;
  return (
    <div className="flex flex-wrap items-center gap-3">
      <p className="text-fg-2">{text}</p>
      <Button look="danger" icon={<Trash2 size={14} aria-hidden />} onClick={onDrop}>
        {t.drop}
      </Button>
    </div>
  );
}

interface EditorProps extends StoppedPacketProps {
  readonly original: Uint8Array;
  readonly onDecide: Decide;
}

function Editor({ connectionId, waiting, original, rules, onDecide }: EditorProps) {
  const { breakpoints: t, workshop } = useText();
  const edit = useEdit(connectionId);
  const text = (edit.packet === waiting.packet ? edit.text : undefined) ?? hexText(original);
  const setText = (next: string): void => editPacket(connectionId, waiting.packet, next);
  const [answers, setAnswers] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const { version, direction, topics } = waiting;
  const sender: Sender = direction === 'from-client' ? 'client' : 'server';
  const hex = readHex(text);
  const bytes = hex.ok ? hex.bytes : undefined;
  const answer = substituteAnswer(original, sender, version);
  const back = answers && answer !== undefined ? [answer] : [];
  const dissectAs = (packet: Uint8Array) =>
    dissect(packet, { version, sender, topicAlias: () => topics[0] });
  const dissection = bytes && dissectAs(bytes);
  const before = dissectAs(original).packet;
  const isChanged = bytes === undefined || text !== hexText(original);
  const told = (forward: readonly Uint8Array[]): readonly string[] =>
    consequencesOf({ original, sender, version, forward, back }).map((one) =>
      say(t.consequences, one),
    );
  const show = (offset: number, length: number): void => {
    const [start, last] = hex.ok ? [hex.places[offset], hex.places[offset + length - 1]] : [];
    if (start === undefined || last === undefined) return;
    box.current?.focus();
    box.current?.setSelectionRange(start, last + 2);
  };
  const send = (): void => {
    if (bytes !== undefined) onDecide([bytes], back);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    }
  };
  const answerType = answer && packetTypeOf(answer[0] ?? 0);
  return (
    <div className="grid gap-3" onKeyDown={onKeyDown}>
      <div className="grid gap-3 lg:grid-cols-2">
        <div className="grid content-start gap-3">
          {dissection?.packet !== undefined && (
            <PacketForm
              packet={dissection.packet}
              original={before}
              version={version}
              onChange={(next) => setText(hexText(next))}
            />
          )}
          <MonoArea
            label={t.bytes}
            value={text}
            onChange={setText}
            rows={[3, 10]}
            box={box}
            isWrong={!hex.ok}
            aside={isChanged && <span className="text-chg">~ {t.changed}</span>}
            said={
              hex.ok
                ? t.byteCount(hex.bytes.length, original.length)
                : workshop.hexError(hex.why, text.slice(hex.at, hex.at + 8))
            }
          />
        </div>
        {bytes !== undefined && dissection !== undefined && (
          <WrittenFields
            written={{ packets: [{ bytes, offset: 0, dissection }], rest: 0, isBroken: false }}
            onChoose={show}
          />
        )}
      </div>
      <Told label={t.ifSent} lines={bytes === undefined ? [] : told([bytes])} none={t.inStep} />
      <Told label={t.ifDropped} lines={told([])} none={t.inStep} />
      {answerType !== undefined && (
        <Switch
          label={t.answerToo(packetName(answerType), sender === 'client')}
          checked={answers}
          onChange={setAnswers}
        />
      )}
      <div className="sticky bottom-0 z-1 -mx-3 flex flex-wrap items-center gap-2 border-t border-line bg-bar px-3 py-2">
        <Button
          look="primary"
          keys="Ctrl Enter"
          icon={<Send size={14} aria-hidden />}
          disabled={bytes === undefined}
          onClick={send}
        >
          {t.send}
        </Button>
        <Button disabled={!isChanged} onClick={() => onDecide([original], [])}>
          {t.sendOriginal}
        </Button>
        <Button
          disabled={bytes === undefined}
          onClick={() => bytes !== undefined && onDecide([bytes, bytes], back)}
        >
          {t.sendTwice}
        </Button>
        <Button
          look="danger"
          icon={<Trash2 size={14} aria-hidden />}
          onClick={() => onDecide([], back)}
        >
          {t.drop}
        </Button>
        <MakeRule
          connectionId={connectionId}
          rules={rules}
          waiting={waiting}
          original={original}
          edited={bytes}
        />
      </div>
    </div>
  );
}

interface ToldProps {
  readonly label: string;
  readonly lines: readonly string[];
  readonly none: string;
}

/** Consequences for an end, by label. */
function Told({ label, lines, none }: ToldProps) {
  return (
    <div className="flex flex-wrap gap-x-3 text-base">
      <span className="w-28 shrink-0 text-fg-2">{label}</span>
      <ul className="min-w-0 flex-1">
        {lines.length === 0 && <li className="text-ok">{none}</li>}
        {lines.map((line) => (
          <li key={line} className="text-warn wrap-anywhere">
            {visibleText(line)}
          </li>
        ))}
      </ul>
    </div>
  );
}
