import { ChartLine, Clock, Copy, Ellipsis, Eraser, Send } from 'lucide-react';
import {
  Button,
  confirm,
  copyAndSay,
  Menu,
  MenuButton,
  PHONE,
  TIGHT,
  texts,
  useMedia,
  useText,
} from '#kit';
import { utf8Length } from '../../../base/utf8.ts';
import type { TopicDetail } from '../../../engine/topics/tree/topicRow.ts';
import { PaceText } from '../../pieces/marks/PaceText.tsx';
import { TopicMeaning } from '../../pieces/marks/TopicMeaning.tsx';
import { useTopicMeaning } from '../../session/alink/useTopicMeaning.ts';
import { askToSave } from '../../session/captures/saves.ts';
import { toggleBoard } from '../../session/charts/board.ts';
import { useCharts } from '../../session/charts/charts.ts';
import { isHeard, useConnection } from '../../session/connection/connections.ts';
import { showAllTopics } from '../../session/connection/selection.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';
import { askToConfirm } from '../../session/dialogs/confirm.ts';
import { breakAt, topicBreak } from '../../session/faults/breakAt.ts';
import { showPacket } from '../../session/packets/actions.ts';
import { askForRules } from '../../session/payloadRules/asked.ts';
import { publishTo } from '../../session/publish/publishTo.ts';
import { isReadOnly, useReadOnly } from '../../session/readOnly.ts';
import { askToClear } from '../../session/retained/asked.ts';
import { clearShown, retainedOf } from '../../session/retained/clearing.ts';
import { useLayout } from '../../session/view/layout.ts';
import { ClientLink } from './ClientLink.tsx';
import { TopicLevels } from './TopicLevels.tsx';
import { SenseLine } from './value/SenseLine.tsx';

/** Longest topic in characters whose size is not shown. */
const LONG = 200;

interface TopicHeadProps {
  readonly connectionId: string;
  readonly name: string;
  /** undefined: nothing was received on this level itself. */
  readonly detail: TopicDetail | undefined;
  /** Something was received below it. */
  readonly isLevel?: boolean | undefined;
  /** Client that published the newest message, if known. */
  readonly publisher?: string | undefined;
}

/** Title of a topic or level with its summary and actions. */
export function TopicHead({ connectionId, name, detail, isLevel, publisher }: TopicHeadProps) {
  const t = useText().topic;
  const state = useConnection(connectionId, 'state')?.state.kind;
  const isPhone = useMedia(PHONE);
  const isTight = useMedia(TIGHT);
  const meaning = useTopicMeaning(name);
  const copy = () => void copyAndSay(name, t.copied, t.notCopied);
  return (
    <div className="shrink-0 px-4 pt-3 pb-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <TopicLevels connectionId={connectionId} name={name} />
        {meaning !== undefined && <TopicMeaning meaning={meaning} />}
        <div className="flex flex-wrap items-center gap-2">
          {/* On phones the foot has it. */}
          {state !== 'file' && !isPhone && (
            <Button
              icon={<Send size={14} aria-hidden />}
              onClick={() => publishTo(connectionId, name)}
            >
              {t.publish}
            </Button>
          )}
          {!isTight && (
            <Button icon={<Copy size={14} aria-hidden />} onClick={copy}>
              {t.copy}
            </Button>
          )}
          <ClearButton {...{ connectionId, name, detail, isLevel }} />
          {/* On phones the board has a tab. */}
          {!isPhone && <BoardToggle connectionId={connectionId} />}
          <More
            connectionId={connectionId}
            name={name}
            hasMessages={detail !== undefined}
            onCopy={isTight ? copy : undefined}
          />
        </div>
      </div>
      {detail === undefined ? (
        <BranchLine connectionId={connectionId} path={name} />
      ) : (
        <Summary {...{ connectionId, detail, publisher }} />
      )}
      {detail?.sense !== undefined && <SenseLine sense={detail.sense} />}
    </div>
  );
}

/** Clears the retained message of a topic, or all below a level. Absent if there is nothing to clear. */
function ClearButton({ connectionId, name, detail, isLevel = false }: TopicHeadProps) {
  const t = useText().topic;
  const state = useConnection(connectionId, 'state')?.state.kind;
  const isReadOnly = useReadOnly(connectionId);
  const isBelow = detail === undefined;
  if (state === 'file' || detail?.retained === false || (isBelow && !isLevel)) return null;
  return (
    <Button
      look="danger"
      icon={<Eraser size={14} aria-hidden />}
      disabled={state !== 'connected' || isReadOnly}
      {...(isReadOnly ? { title: t.clearReadOnly } : !isBelow && { title: t.clearRetainedTitle })}
      onClick={() =>
        isBelow
          ? askToClear({ connectionId, path: name, isBelow, isSearched: true })
          : void clearRetained(connectionId, name)
      }
    >
      {isBelow ? t.clearBelow : t.clearRetained}
    </Button>
  );
}

interface MoreProps {
  readonly connectionId: string;
  readonly name: string;
  readonly hasMessages: boolean;
  /** Set if there is no room for a button. */
  readonly onCopy: (() => void) | undefined;
}

function More({ connectionId, name, hasMessages, onCopy }: MoreProps) {
  const { breakpoints, payloadRules, topic: t } = useText();
  const stops = hasMessages ? topicBreak(connectionId, name) : undefined;
  const items = [
    ...(onCopy === undefined ? [] : [{ id: 'copy', label: t.copy, run: onCopy }]),
    { id: 'rules', label: payloadRules.open, run: () => askForRules(connectionId, name) },
    ...(hasMessages
      ? [{ id: 'export', label: t.exportTopic, run: () => askToSave(connectionId, name) }]
      : []),
    ...(stops === undefined
      ? []
      : [
          {
            id: 'break',
            label: breakpoints.breakHere,
            keys: 'B',
            run: () => void breakAt(connectionId, stops),
          },
        ]),
    { id: 'all', label: t.all, run: () => showAllTopics(connectionId) },
  ];
  return (
    <MenuButton
      label={t.more}
      icon={<Ellipsis size={16} aria-hidden />}
      menu={(place, onClose) => (
        <Menu label={t.more} groups={[{ label: t.more, items }]} place={place} onClose={onClose} />
      )}
    />
  );
}

interface SummaryProps extends Pick<TopicHeadProps, 'connectionId' | 'publisher'> {
  readonly detail: TopicDetail;
}

/** Rate, retained or not, publisher and newest packet of a topic. */
function Summary({ connectionId, detail, publisher }: SummaryProps) {
  const { kit, topic: t, topics: tree } = useText();
  const connection = useConnection(connectionId, 'state', 'tap');
  const { silence, last, name } = detail;
  return (
    <p className="mt-1 text-fg-2">
      {silence !== undefined && connection !== undefined && isHeard(connection) ? (
        <span className="text-warn">
          <Clock size={12} aria-hidden className="inline align-[-2px]" />{' '}
          {tree.silent(silence.for, silence.usually)}
        </span>
      ) : (
        <PaceText connectionId={connectionId} pace={detail.pace} last={last?.time} />
      )}
      {' · '}
      {detail.retained ? t.isRetained : detail.wasCleared ? t.wasCleared : t.notRetained}
      {publisher !== undefined && (
        <>
          {' · '}
          {t.publishedBy} <ClientLink connectionId={connectionId} client={publisher} />
        </>
      )}
      {last !== undefined && (
        <>
          {' · '}
          <span className="whitespace-nowrap">
            {t.newestPacket}
            {kit.gap}
            <button
              type="button"
              title={t.showPacket(last.packet)}
              className="text-action"
              onClick={() => showPacket(connectionId, last.packet)}
            >
              {t.number(last.packet)}
            </button>
          </span>
        </>
      )}
      {name.length > LONG && ` · ${t.long(utf8Length(name))}`}
    </p>
  );
}

/** Traffic below a level without its own messages. */
function BranchLine({ connectionId, path }: { connectionId: string; path: string }) {
  const { topic: t, topicActions, topics } = useText();
  const branch = useWindowPart(connectionId, 'branch', path);
  const counts = branch?.path === path ? branch.counts : null;
  return (
    counts && (
      <p className="mt-1 text-fg-2">
        {topicActions.branch(counts.topics)} · {t.messages(counts.messages)}
        {' · '}
        {topics.totals(counts.pace, counts.bytes)}
      </p>
    )
  );
}

/** Pins the chart board below the topic. */
function BoardToggle({ connectionId }: { connectionId: string }) {
  const t = useText().topic;
  const { chartBoard } = useLayout();
  const { lines } = useCharts(connectionId);
  return (
    <Button
      icon={<ChartLine size={14} aria-hidden />}
      pressed={chartBoard}
      title={t.boardTitle}
      onClick={() => toggleBoard(connectionId)}
    >
      {t.board(lines.length)}
    </Button>
  );
}

/** Clears the retained message of a topic (3.3.1.3). Asks first only if Undo will have no copy to publish again. */
async function clearRetained(connectionId: string, topic: string): Promise<void> {
  if (isReadOnly(connectionId)) {
    confirm(texts().topic.clearReadOnly);
    return;
  }
  const messages = await retainedOf(connectionId, topic);
  const clear = () => void clearShown(connectionId, messages);
  if (messages.every(({ copy }) => copy !== undefined)) {
    clear();
    return;
  }
  const t = texts().topic.ask;
  askToConfirm({ title: t.title, text: t.text(topic), action: t.action, run: clear });
}
