/** Copy formats of the packet and its selected field, for menu, palette and keys. */

import { hex } from '@scure/base';
import { decodeUtf8 } from '../../../base/utf8.ts';
import { publishFlags } from '../../../engine/window/packetTypes.ts';
import type { Texts } from '../../../i18n/en/texts.ts';
import { parseJson } from '../../../payload/json/parseJson.ts';
import type { Copied } from '../../../profiles/copies/copied.ts';
import {
  COPY_FORMATS,
  type CopyFormat,
  type CopyTarget,
  copyOf,
} from '../../../profiles/copies/formats.ts';
import { tooLargeToCopy } from '../../../profiles/copies/tooLarge.ts';
import { copyText } from '../../kit/controls/copyText.ts';
import { announce } from '../../kit/language/announcements.ts';
import { texts } from '../../kit/language/useText.ts';
import { type MenuGroup, type MenuItem, submenu } from '../../kit/overlays/menuEntries.ts';
import { connectionById } from '../../session/connection/connections.ts';
import { copyPacket } from '../../session/packet/copyPacket.ts';
import type { OutlineNode } from '../../session/packet/outline.ts';
import { type ShownDetail, sayCopied, shownDetail } from '../../session/packet/shownPacket.ts';
import { toggleKey } from '../../session/packets/columnChanges.ts';
import { hasKey, keyColumn, keyName, useColumnChoice } from '../../session/packets/columns.ts';
import { fieldFilter, fieldHex, fieldValue } from './copyField.ts';
import { filterLines } from './filterLines.ts';

async function put(text: string, said: string, masked = false): Promise<void> {
  const done = await copyText(text);
  announce(done ? said : texts().detail.notCopied);
  sayCopied(done, masked);
}

function targetOf(connectionId: string, shown: ShownDetail): CopyTarget {
  const settings = connectionById(connectionId)?.settings;
  const signIn = settings?.signIn;
  const signsIn =
    signIn !== undefined &&
    (signIn.kind === 'alibaba' || signIn.userName !== '' || signIn.password !== '');
  return { url: settings?.url ?? shown.server, signsIn };
}

function packetAs(format: CopyFormat, shown: ShownDetail, target: CopyTarget): Copied {
  const { row, version } = shown.detail;
  const packet = {
    number: row.number,
    bytes: shown.readable.bytes,
    packetType: row.packetType,
    version,
    topic: row.topic,
    unframed: row.unframed === true,
  };
  return copyOf(format, packet, target);
}

function packetItem(format: CopyFormat, shown: ShownDetail, target: CopyTarget): MenuItem {
  const t = texts().copies;
  const { packetType } = shown.detail.row;
  const made = packetAs(format, shown, target);
  const isMasked = shown.readable.secrets.length > 0;
  const notes = made.ok ? made.notes.map(t.note) : [];
  if (made.ok && isMasked) notes.push(t.masked);
  return {
    id: `copy-packet-${format}`,
    label: t.packetAs(format, packetType),
    ...(format === 'hex' ? { keys: 'C' } : {}),
    ...(notes.length === 0 ? {} : { note: t.notes(notes) }),
    ...(made.ok ? {} : { disabled: t.refusal(made.why) }),
    run: () => {
      if (!made.ok) return;
      if (format === 'hex') {
        void copyPacket(shown.detail, shown.revealed);
        return;
      }
      const said = t.notes([t.copied(format, packetType), ...notes]);
      void put(made.text(), said, isMasked);
    },
  };
}

/** A message as a JSON object. A payload that is JSON stays JSON; bytes are in hex. */
function messageJson({ row }: ShownDetail['detail'], payload: string): string {
  const { topic } = row;
  const { qos, retain, dup } = publishFlags(row.flags);
  const plain = JSON.stringify({ topic, qos, retain, ...(dup && { dup }) });
  // The payload's own digits are kept, which a double might lose.
  const isJson = parseJson(payload) !== undefined;
  return `${plain.slice(0, -1)},"payload":${isJson ? payload.trim() : JSON.stringify(payload)}}`;
}

/** Most common copies of a PUBLISH. */
function messageItems({ detail, readable }: ShownDetail): readonly MenuItem[] {
  const t = texts().copies;
  const { topic } = detail.row;
  const { payload } = detail;
  if (topic === undefined || payload === undefined) return [];
  const isMasked = readable.secrets.length > 0;
  const payloadText = (): string => {
    const bytes = readable.bytes.subarray(payload.offset, payload.offset + payload.length);
    return decodeUtf8(bytes) ?? hex.encode(bytes);
  };
  const large = tooLargeToCopy('hex', payload.length);
  return [
    {
      id: 'copy-payload',
      label: t.payload,
      ...(isMasked ? { note: t.masked } : {}),
      ...(large?.ok === false ? { disabled: t.refusal(large.why) } : {}),
      run: () => void put(payloadText(), t.payloadCopied, isMasked),
    },
    { id: 'copy-topic', label: t.topic, run: () => void put(topic, t.topicCopied) },
    {
      id: 'copy-json',
      label: t.json,
      ...(isMasked ? { note: t.masked } : {}),
      ...(large?.ok === false ? { disabled: t.refusal(large.why) } : {}),
      run: () => void put(messageJson(detail, payloadText()), t.jsonCopied, isMasked),
    },
  ];
}

/** Shows or hides the column of a value in the list of packets. */
export function columnItems({ member, secret, children }: OutlineNode): readonly MenuItem[] {
  const path = member?.tree.path(member.row) ?? [];
  if (secret || path.length === 0 || children.length > 0) return [];
  const { asColumn, noColumn } = texts().detail;
  const column = keyColumn(path);
  const choice = useColumnChoice.getState();
  const isThere = hasKey(choice, path);
  const label = (isThere ? noColumn : asColumn)(keyName(column, { keys: [...choice.keys, path] }));
  return [{ id: `column ${column}`, label, run: () => toggleKey(path) }];
}

function fieldItems(field: OutlineNode, shown: ShownDetail): readonly MenuItem[] {
  const t = texts().copies;
  const { nodes, layers, bytes: ofPacket } = shown.readable;
  const bytes = layers[(field.layer ?? 0) - 1]?.bytes ?? ofPacket;
  const filter = fieldFilter(nodes, field.key);
  const large = tooLargeToCopy('hex', field.length);
  const asHex = large?.ok === false ? t.refusal(large.why) : undefined;
  return [
    {
      id: 'copy-field-value',
      label: t.fieldAsValue,
      keys: 'C',
      ...(field.secret
        ? { disabled: t.secretField }
        : asHex === undefined
          ? {}
          : { disabled: asHex }),
      run: () => void put(fieldValue(field, bytes, texts().detail), t.valueCopied),
    },
    {
      id: 'copy-field-hex',
      label: t.fieldAsHex,
      ...(asHex === undefined ? {} : { disabled: asHex }),
      run: () => void put(fieldHex(field, bytes), t.hexCopied(field.length)),
    },
    {
      id: 'copy-field-filter',
      label: t.fieldAsFilter,
      ...(filter === undefined ? { disabled: field.secret ? t.secretField : t.noFilter } : {}),
      run: () => {
        if (filter !== undefined) void put(filter, t.filterCopied(filter));
      },
    },
  ];
}

/** Large payloads take a while to be put into words, and the palette asks at each key. */
const made = new WeakMap<
  ShownDetail,
  { readonly words: Texts; readonly groups: readonly MenuGroup<MenuItem>[] }
>();

/** Empty if no packet is shown. */
export function copyGroups(
  connectionId: string,
  shown = shownDetail(connectionId),
): readonly MenuGroup<MenuItem>[] {
  if (shown === undefined) return [];
  const words = texts();
  const known = made.get(shown);
  if (known?.words === words) return known.groups;
  const groups = makeGroups(connectionId, shown);
  made.set(shown, { words, groups });
  return groups;
}

function makeGroups(connectionId: string, shown: ShownDetail): readonly MenuGroup<MenuItem>[] {
  const t = texts().copies;
  const target = targetOf(connectionId, shown);
  const packet = {
    label: t.packet(shown.detail.row.number),
    items: [
      ...messageItems(shown),
      ...COPY_FORMATS.map((format) => packetItem(format, shown, target)),
    ],
  };
  const { field } = shown;
  if (field === undefined) return [packet];
  return [{ label: t.field(field.label), items: fieldItems(field, shown) }, packet];
}

/** Copies of the selected field, its column and its filter, then the copies of its packet. */
export function fieldGroups(connectionId: string, shown: ShownDetail): readonly MenuGroup[] {
  const { readable, field } = shown;
  const groups = copyGroups(connectionId, shown);
  if (field === undefined) return groups;
  const expression = fieldFilter(readable.nodes, field.key);
  const [own, packet] = groups;
  if (own === undefined || packet === undefined) return groups;
  const filters = expression === undefined ? [] : filterLines(connectionId, [expression]);
  return [
    { label: own.label, items: [...own.items, ...columnItems(field), ...filters] },
    { label: texts().copies.menu, items: submenu('copy', packet.label, [packet]) },
  ];
}

/** Copies for the palette, without those that are unavailable now. */
export function possibleCopies(connectionId: string): readonly MenuItem[] {
  return copyGroups(connectionId)
    .flatMap(({ items }) => items)
    .filter(({ disabled }) => disabled === undefined);
}

/** The value of the selected field: the key C of the tree. */
export function copyFieldValue(connectionId: string): void {
  const item = copyGroups(connectionId)
    .flatMap(({ items }) => items)
    .find(({ id }) => id === 'copy-field-value');
  if (item?.disabled === undefined) item?.run();
  else announce(item.disabled);
}
