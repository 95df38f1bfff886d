import { CircleCheck, Clock, RefreshCw, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, classes, useText } from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import { topicMatches } from '../../../mqtt/tables/topics.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { heardFilters } from '../../session/connection/heardFilters.ts';
import type { SentEntry } from '../../session/connection/sent.ts';
import { useNow, useWindowPart } from '../../session/connection/useWindowPart.ts';
import { showPacket } from '../../session/packets/actions.ts';
import { outcomeWords, packetOf } from '../../session/publish/outcomeWords.ts';
import { useReadOnly } from '../../session/readOnly.ts';
import { PacketLink } from './PacketLink.tsx';
import { useDevicesPlace } from './place.ts';
import { askForRebirth, type EdgeNode, nameOf } from './rebirth.ts';

interface RebirthProps {
  readonly connectionId: string;
  readonly edge: EdgeNode;
}

/** Not shown for captures from files. */
export function RebirthButton({ connectionId, edge }: RebirthProps) {
  const { devices, publish } = useText();
  const t = devices.rebirth;
  const kind = useConnection(connectionId, 'state')?.state.kind;
  const isReadOnly = useReadOnly(connectionId);
  if (kind === undefined || kind === 'file') return null;
  const isConnected = kind === 'connected';
  const title = isReadOnly
    ? publish.readOnlyText
    : isConnected
      ? t.title(visibleText(nameOf(edge)))
      : t.notConnected;
  return (
    <Button
      icon={<RefreshCw size={14} aria-hidden />}
      title={title}
      disabled={isReadOnly || !isConnected}
      onClick={() => askForRebirth(connectionId, edge)}
    >
      {t.ask}
    </Button>
  );
}

/** Outcome of the last requested rebirth. */
export function RebirthOutcome({ connectionId, edge }: RebirthProps) {
  const { rebirth } = useDevicesPlace(connectionId);
  const sent = useConnection(connectionId, 'sent')?.sent;
  const entry =
    rebirth?.of === nameOf(edge) ? sent?.find(({ id }) => id === rebirth.id) : undefined;
  return entry && <Outcome connectionId={connectionId} entry={entry} />;
}

interface OutcomeProps {
  readonly connectionId: string;
  readonly entry: SentEntry;
}

function Outcome({ connectionId, entry: { outcome, message } }: OutcomeProps) {
  const { devices, publish } = useText();
  const t = devices.rebirth;
  const packet = packetOf(outcome);
  const found = useWindowPart(connectionId, 'reply', packet);
  const asks = found?.packet === packet ? found?.asks : undefined;
  const [born] = asks?.replies ?? [];
  const now = useNow(connectionId, asks !== undefined && born === undefined) ?? 0;
  const filters = heardFilters(useConnection(connectionId, 'settings', 'subscriptions'));
  const link = (to: number) => (
    <PacketLink packet={to} onShow={(number) => showPacket(connectionId, number)} />
  );
  if (born !== undefined)
    return (
      <Line look="ok">
        {t.asked} {link(packet ?? 0)} · {t.born} {link(born.packet)} {t.after(born.latency)}
      </Line>
    );
  if (asks === undefined) {
    const words = outcomeWords(outcome, message.qos, publish.outcomes);
    return (
      <Line look={words.tone === 'err' ? 'warn' : 'waiting'}>
        {t.asked} {link(packet ?? 0)} · {words.text}
      </Line>
    );
  }
  const isHeard = filters?.some((filter) => topicMatches(filter, asks.replyTopic ?? '')) ?? true;
  return (
    <Line look={isHeard ? 'waiting' : 'warn'}>
      {t.asked} {link(packet ?? 0)} · {isHeard ? t.noBirth(now - asks.time) : t.unheard}
    </Line>
  );
}

const LOOKS = {
  ok: { Icon: CircleCheck, tone: 'text-ok' },
  waiting: { Icon: Clock, tone: 'text-accent' },
  warn: { Icon: TriangleAlert, tone: 'text-warn' },
} as const;

function Line({ look, children }: { look: keyof typeof LOOKS; children: ReactNode }) {
  const { Icon, tone } = LOOKS[look];
  return (
    <p
      role="status"
      className="flex shrink-0 items-start gap-1.5 border-b border-line bg-raised px-3 py-1"
    >
      <Icon size={14} aria-hidden className={classes('mt-0.5 shrink-0', tone)} />
      <span className="min-w-0">{children}</span>
    </p>
  );
}
