/** A fault rule as typed, member by member, and the value for the broker's own parser. */
import { base64 } from '@scure/base';
import { decodeUtf8, encodeUtf8 } from '../../../../base/utf8.ts';
import type { MemberError } from '../../../../broker/core/commands/memberErrors.ts';
import { type Path, pathText } from '../../../../broker/core/commands/members.ts';
import type { FaultAction, FaultRule, PacketChange } from '../../../../broker/faults/faultRule.ts';
import { parseRules } from '../../../../broker/faults/parseRules.ts';
import { packetFilters } from '../../../../engine/filtering/packetFilters.ts';
import type { PacketType } from '../../../../mqtt/tables/packet.ts';
import { packetName } from '../../../../mqtt/tables/packetNames.ts';
import { hexByte } from '../../../../mqtt/tables/reasonCodes.ts';
import { freeId } from '../../../session/faults/freeId.ts';

/** Texts as typed. Empty members are omitted. */
export interface RuleDraft {
  readonly id: string;
  readonly enabled: boolean;
  readonly client: string;
  readonly direction: '' | 'from-client' | 'to-client';
  readonly packets: readonly PacketType[];
  readonly topic: string;
  readonly qos: '' | '0' | '1' | '2';
  readonly filter: string;
  readonly nth: string;
  readonly per: '' | 'client' | 'connection';
  readonly chance: string;
  readonly seed: string;
  readonly action: FaultAction['action'];
  /** ms */
  readonly least: string;
  readonly most: string;
  readonly overtake: boolean;
  readonly keepAlive: boolean;
  /** Seconds; empty: no automatic release. */
  readonly releaseAfter: string;
  readonly newTopic: string;
  readonly newPayload: string;
  /** False if the payload is typed in Base64. */
  readonly payloadIsText: boolean;
  readonly newRetain: '' | 'on' | 'off';
  readonly newReason: string;
  readonly dup: boolean;
  readonly reasonCode: string;
  readonly reasonString: string;
  readonly serverReference: string;
  readonly answerWith: 'acknowledgement' | 'disconnect';
  readonly when: 'before' | 'after';
}

export const ACTIONS = [
  'drop',
  'delay',
  'duplicate',
  'hold',
  'edit',
  'answer',
  'cut',
  'silent',
] as const satisfies readonly FaultAction['action'][];

const EMPTY: RuleDraft = {
  id: '',
  enabled: true,
  client: '',
  direction: '',
  packets: [],
  topic: '',
  qos: '',
  filter: '',
  nth: '',
  per: '',
  chance: '',
  seed: '',
  action: 'drop',
  least: '500',
  most: '',
  overtake: false,
  keepAlive: false,
  releaseAfter: '',
  newTopic: '',
  newPayload: '',
  payloadIsText: true,
  newRetain: '',
  newReason: '',
  dup: true,
  reasonCode: '0x97',
  reasonString: '',
  serverReference: '',
  answerWith: 'acknowledgement',
  when: 'before',
};

export function newDraft(taken: ReadonlySet<string>): RuleDraft {
  return { ...EMPTY, id: freeId('rule', taken) };
}

/** A copy with a new name. */
export function copyOf(draft: RuleDraft, taken: ReadonlySet<string>): RuleDraft {
  return { ...draft, id: freeId(draft.id.replace(/-\d+$/, ''), taken) };
}

export function draftOf({ id, match, do: action }: FaultRule, enabled: boolean): RuleDraft {
  return {
    ...EMPTY,
    id,
    enabled,
    client: match.client ?? '',
    direction: match.direction ?? '',
    packets: match.packet ?? [],
    topic: match.topic ?? '',
    qos: match.qos === undefined ? '' : QOS_TEXTS[match.qos],
    filter: match.filter ?? '',
    nth: numberText(match.nth),
    per: match.per ?? '',
    chance: numberText(match.chance),
    seed: numberText(match.seed),
    ...actionDraft(action),
  };
}

const QOS_TEXTS = ['0', '1', '2'] as const;

function numberText(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}

function actionDraft(action: FaultAction): Partial<RuleDraft> & Pick<RuleDraft, 'action'> {
  switch (action.action) {
    case 'delay': {
      const { least, most, overtake } = action;
      return {
        action: 'delay',
        least: String(least),
        most: most === least ? '' : String(most),
        overtake,
      };
    }
    case 'answer':
      return {
        action: 'answer',
        reasonCode: hexByte(action.reasonCode),
        reasonString: action.reasonString ?? '',
        serverReference: action.serverReference ?? '',
        answerWith: action.with,
      };
    case 'edit':
      return { action: 'edit', ...changeDraft(action.set) };
    case 'hold': {
      const { overtake, keepAlive = false, releaseAfter } = action;
      const seconds = releaseAfter === undefined ? undefined : releaseAfter / 1000;
      return { action: 'hold', overtake, keepAlive, releaseAfter: numberText(seconds) };
    }
    case 'drop':
    case 'duplicate':
    case 'cut':
    case 'silent':
      return action;
  }
}

function changeDraft({ topic, payload, retain, reasonCode }: PacketChange): Partial<RuleDraft> {
  const text = payload === undefined ? '' : decodeUtf8(base64.decode(payload));
  return {
    newTopic: topic ?? '',
    newPayload: text ?? payload ?? '',
    payloadIsText: text !== undefined,
    newRetain: retain === undefined ? '' : retain ? 'on' : 'off',
    newReason: reasonCode === undefined ? '' : hexByte(reasonCode),
  };
}

/** Rule in the file format, unchecked. */
export function valueOf(draft: RuleDraft): object {
  const { id, enabled, client, direction, packets, topic, qos, nth, per, chance, seed } = draft;
  const { filter } = draft;
  const match = given({
    client,
    direction,
    packet: packets.length === 0 ? '' : packets.map(packetName),
    topic,
    qos: number(qos),
    filter,
    nth: number(nth),
    per,
    chance: number(chance),
    seed: number(seed),
  });
  return { id, enabled, match, do: actionValue(draft) };
}

function actionValue(draft: RuleDraft): object {
  const { action, least, most, overtake } = draft;
  switch (action) {
    case 'drop':
    case 'silent':
      return { action };
    case 'delay':
      return {
        action,
        milliseconds: most === '' ? number(least) : [number(least), number(most)],
        overtake,
      };
    case 'duplicate':
      return { action, dup: draft.dup };
    case 'hold':
      return {
        action,
        overtake,
        ...(draft.keepAlive && { keepAlive: true }),
        ...releaseOf(draft.releaseAfter),
      };
    case 'edit':
      return { action, set: changeValue(draft) };
    case 'cut':
      return { action, when: draft.when };
    case 'answer': {
      const { reasonCode, reasonString, serverReference, answerWith } = draft;
      const code = /^\d+$/.test(reasonCode) ? Number(reasonCode) : reasonCode;
      return {
        action,
        reasonCode: code,
        ...given({ reasonString, serverReference }),
        with: answerWith,
      };
    }
  }
}

/** Converts typed seconds. */
export function releaseOf(seconds: string): object {
  const after = number(seconds);
  if (after === '') return {};
  return { releaseAfter: typeof after === 'number' ? Math.round(after * 1000) : after };
}

function changeValue(draft: RuleDraft): object {
  const { newTopic, newPayload, payloadIsText, newRetain, newReason } = draft;
  const payload =
    payloadIsText && newPayload !== '' ? base64.encode(encodeUtf8(newPayload)) : newPayload;
  return given({
    topic: newTopic,
    payload,
    retain: newRetain === '' ? '' : newRetain === 'on',
    reasonCode: /^\d+$/.test(newReason) ? Number(newReason) : newReason,
  });
}

/** Invalid numbers stay text, and the parser reports them. */
function number(text: string): number | string {
  const trimmed = text.trim();
  return trimmed !== '' && Number.isFinite(Number(trimmed)) ? Number(trimmed) : trimmed;
}

function given(members: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== ''));
}

/** Error and its member: `match.topic`, `do.reasonCode`. */
export interface DraftError {
  readonly path: string;
  readonly fault: MemberError;
}

/** `others`: identifiers of other rules. */
export function faultOf(draft: RuleDraft, others: ReadonlySet<string>): DraftError | undefined {
  const parsed = parseRules({ version: 1, rules: [valueOf(draft)] }, packetFilters);
  if (!parsed.ok) return { path: memberOf(parsed.path), fault: parsed.error };
  return others.has(draft.id) ? { path: 'id', fault: { key: 'id-taken', args: {} } } : undefined;
}

/** Without `rules[0].` and without places in a list. */
function memberOf(path: Path): string {
  return pathText(path.slice(2).filter((step) => typeof step === 'string'));
}
