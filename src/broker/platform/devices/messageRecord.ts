/** Records messages from and to devices, for observers and for the webhook. */
import { alinkTopic } from '../../../alibaba/alink/alinkTopic.ts';
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import type { Account } from '../../core/memory/ledger.ts';
import type { DeviceEvent } from './logCommands.ts';
import { MessageLog } from './messageLog.ts';
import type { PostedMessage, WebhookControl } from './webhook.ts';

const NOTHING = new Uint8Array();

export class MessageRecord {
  readonly log: MessageLog;
  readonly webhook: WebhookControl | undefined;

  constructor(webhook: WebhookControl | undefined, account?: Account) {
    this.log = new MessageLog(account);
    this.webhook = webhook;
  }

  /** @param wallClock ms since 1970 */
  cameFrom(device: DeviceName, event: DeviceEvent, payload: Uint8Array, wallClock: number): void {
    this.log.add(device, { ...event, direction: 'up' }, payload);
    const { kind, topic, code = null, misfits = [], isAllFiltered = false } = event;
    if (isAllFiltered) return;
    const posted = this.webhook && postedKind(kind, topic);
    if (posted === undefined) return;
    const { productKey, deviceName } = device;
    const said = { productKey, deviceName, kind: posted, topic, code, misfits };
    this.webhook?.posted({ ...said, time: Math.floor(wallClock), payload });
  }

  /** Messages with secrets are recorded without payload. */
  wentTo(
    device: DeviceName,
    topic: string,
    payload: Uint8Array,
    {
      isHeard,
      why,
      now,
    }: {
      readonly isHeard: boolean;
      /** Why it is not sent now. */
      readonly why?: 'queued' | 'offline' | undefined;
      readonly now: number;
    },
  ): void {
    const isSecret = alinkTopic(topic)?.kind === 'register';
    const told = {
      time: now,
      direction: 'down',
      kind: isHeard ? 'sent' : 'unheard',
      topic,
      code: undefined,
      why: isSecret ? 'secret' : why,
    } as const;
    this.log.add(device, told, isSecret ? NOTHING : payload);
  }
}

/** undefined: not a measurement, or not accepted. */
function postedKind(kind: DeviceEvent['kind'], topic: string): PostedMessage['kind'] | undefined {
  if (kind === 'property' || kind === 'event') return kind;
  if (kind !== 'other') return undefined;
  const meaning = alinkTopic(topic)?.kind;
  if (meaning === 'custom') return 'custom';
  return meaning === 'raw-up' ? 'raw' : undefined;
}
