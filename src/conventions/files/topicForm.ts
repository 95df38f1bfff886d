/** Builds the meaning of a topic form. */

import { decodeUtf8 } from '../../base/utf8.ts';
import {
  type MessageArrival,
  MOST_VALUES,
  type NamedLevel,
  type TopicMeaning,
} from '../../engine/conventions/convention.ts';
import { jsonOf, LARGEST_JSON } from '../../payload/json/memberAt.ts';
import type { ConventionFile, TopicForm } from './conventionFile.ts';
import { devicesUpdate, deviceUpdates, oneOrMany } from './deviceUpdates.ts';
import { MessageBudget } from './messageBudget.ts';
import { pairReader, replyTopicOf } from './pairing.ts';
import type { Looked } from './paths.ts';
import { filled, namesIn, type TopicPattern } from './topicGrammar.ts';

/** @param given levels of the topic */
export type MeaningOfForm = (topic: string, given: readonly string[]) => TopicMeaning | undefined;

/**
 * @param more additional meaning in code
 * @param units of the file
 */
export function meaningOfForm(
  form: TopicForm,
  patterns: readonly TopicPattern[],
  more: TopicMeaning['tell'],
  units: ConventionFile['units'] = {},
): MeaningOfForm {
  const updates = deviceUpdates(form, [form.topic].flat().join(' '), units);
  const updateDevices = oneOrMany(form.devices).map((one) => devicesUpdate(one, units));
  const budget = new MessageBudget();
  const updatesNothing = updates.length === 0 && updateDevices.length === 0 && more === undefined;
  const isReading = readsPayloads(form);
  const reads = pairReader(form);
  const placed = patterns.map((pattern) => ({ pattern, ...deviceIn(form, pattern) }));
  return (topic, given) => {
    const found = firstMatch(placed, given);
    if (found === undefined) return undefined;
    const { levels, deviceForm, rootForm } = found;
    const level = levelOf(levels);
    const device = deviceForm === undefined ? '' : filled(deviceForm, level);
    const root = rootForm === undefined ? undefined : filled(rootForm, level);
    const { kind, about, chain, toDevice = false, identifier, isAlive } = form;
    const tell: TopicMeaning['tell'] = (message, book, onTooMuch) => {
      const isTooLong = message.payload.length > LARGEST_JSON;
      if (isTooLong && (isReading || more !== undefined)) onTooMuch('bytes', LARGEST_JSON);
      if (updatesNothing) return;
      budget.begin();
      const seen = { ...looked(message.payload), level: levelWith(level, message), budget };
      for (const updateSome of updateDevices) updateSome(seen, message, book);
      const tells = device !== '' && updates.length > 0;
      const its = tells ? book.named(device, root ?? topic) : undefined;
      if (its !== undefined) for (const each of updates) each(seen, message, its);
      if (budget.isExceeded) onTooMuch('values', MOST_VALUES);
      if (!isTooLong) more?.(message, book, onTooMuch);
    };
    return {
      kind,
      about,
      levels,
      chain,
      device,
      root,
      identifier: identifier === undefined ? undefined : filled(identifier, level),
      replyTopic: replyTopicOf(form.request, level),
      isForDevice: toDevice,
      isAlive,
      read: (payload, onTooMuch) => {
        if (reads === undefined) return undefined;
        budget.begin();
        const facts = reads({ ...looked(payload), level, budget });
        if (!budget.isExceeded) return facts;
        onTooMuch('values', MOST_VALUES);
        return undefined;
      },
      tell: updatesNothing && !isReading ? undefined : tell,
    };
  };
}

interface Placed {
  readonly pattern: TopicPattern;
  readonly deviceForm: string | undefined;
  readonly rootForm: string | undefined;
}

/** Templates of the device and of its root. */
function deviceIn({ device, root }: TopicForm, pattern: TopicPattern) {
  const deviceForm = device ?? (pattern.names.includes('device') ? '{device}' : undefined);
  return { deviceForm, rootForm: root ?? pattern.upTo(namesIn(deviceForm ?? '')) };
}

function firstMatch(all: readonly Placed[], given: readonly string[]) {
  for (const one of all) {
    const levels = one.pattern.match(given);
    if (levels !== undefined) return { ...one, levels };
  }
  return undefined;
}

const levelOf =
  (levels: readonly NamedLevel[]): Looked['level'] =>
  (name) =>
    levels.find((level) => level.name === name)?.value;

/** Adds the names for the message itself to the levels. */
const levelWith =
  (level: Looked['level'], message: MessageArrival): Looked['level'] =>
  (name) =>
    level(name) ?? ofMessage(name, message);

function ofMessage(name: string, { client, qos, retain }: MessageArrival): string | undefined {
  switch (name) {
    case 'client':
      return client;
    case 'qos':
      return String(qos);
    case 'retain':
      return String(retain);
    default:
      return undefined;
  }
}

function looked(payload: Uint8Array): Pick<Looked, 'value' | 'text'> {
  const text = payload.length > LARGEST_JSON ? undefined : decodeUtf8(payload);
  return { value: jsonOf(payload, text) ?? text, text };
}

/** True if the form reads payloads. */
const readsPayloads = (form: TopicForm): boolean =>
  [
    form.state,
    form.name,
    form.parent,
    form.facts,
    form.parts,
    form.alarms,
    form.devices,
    form.request,
    form.reply,
  ].some((part) => part !== undefined);
