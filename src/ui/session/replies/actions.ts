/** Navigates between a request and its reply, and fills the form for replying to a received request. */
import type { PacketDetail } from '../../../engine/window/window.ts';
import type { Field, FieldValue } from '../../../mqtt/dissect/dissection.ts';
import type { Property } from '../../../mqtt/tables/properties.ts';
import { PUBLISH } from '../../../mqtt/tables/typeNumbers.ts';
import { WRITTEN } from '../../../payload/formats/written.ts';
import { announce, confirm } from '../../kit/language/announcements.ts';
import { texts } from '../../kit/language/useText.ts';
import { callReply } from '../alink/callReply.ts';
import { askWindow } from '../connection/askWindow.ts';
import { selectionOf } from '../connection/selection.ts';
import { selectPacket } from '../packets/actions.ts';
import { chooseFormat, loadMessage } from '../publish/forms.ts';
import { focusInPane } from '../view/focusInPane.ts';
import { setView } from '../view/tabView.ts';

/** `R`: selects the first reply to the selected request, or the request of the selected reply. */
export async function goAcross(connectionId: string): Promise<void> {
  const t = texts().replies;
  const { packet } = selectionOf(connectionId);
  if (packet === undefined) return;
  const pair = (await askWindow(connectionId, { reply: packet }))?.reply;
  if (pair === undefined) return;
  const { answers, asks } = pair;
  const to = asks?.replies[0]?.packet ?? answers?.request ?? asks?.early ?? answers?.later;
  if (to === undefined) {
    const what = asks !== undefined ? t.noOther.request : answers && t.noOther.reply;
    announce(what ?? t.noPair);
    return;
  }
  setView(connectionId, { following: false });
  selectPacket(connectionId, to);
}

/** Called from the palette. */
export async function answerSelected(connectionId: string): Promise<void> {
  const { packet } = selectionOf(connectionId);
  if (packet === undefined) return;
  const detail = (await askWindow(connectionId, { packet }))?.packet;
  const message = detail && answerTo(detail);
  if (message) fillAnswer(connectionId, message);
  else announce(texts().replies.notRequest);
}

const JSON_FORMAT = 'json';

interface AnswerForm {
  readonly topic: string;
  readonly qos: 0 | 1 | 2;
  readonly properties: readonly Property[];
  /** Id of a payload format; undefined: none is announced. */
  readonly format: string | undefined;
  /** Template of the payload. Absent: the user writes it. */
  readonly template?: string;
}

const RESPONSE_TOPIC = 'mqtt.prop.response_topic';
const CORRELATION_DATA = 'mqtt.prop.correlation_data';
const CONTENT_TYPE = 'mqtt.prop.content_type';

/** Undefined if it was not received, has no response topic, and is no call of Alibaba's platform. */
export function answerTo(detail: PacketDetail): AnswerForm | undefined {
  const { row, fields } = detail;
  if (row.direction !== 'in' || row.packetType !== PUBLISH) return undefined;
  const topic = valueOf(fields, RESPONSE_TOPIC);
  if (typeof topic !== 'string' || topic === '') return answerToCall(detail);
  const data = valueOf(fields, CORRELATION_DATA);
  const contentType = valueOf(fields, CONTENT_TYPE);
  const properties: Property[] = [];
  if (typeof contentType === 'string') properties.push({ name: 'contentType', value: contentType });
  if (data instanceof Uint8Array) properties.push({ name: 'correlationData', value: data });
  const qos = (row.flags >> 1) & 3;
  return {
    topic,
    qos: qos === 1 || qos === 2 ? qos : 0,
    properties,
    format: typeof contentType === 'string' ? formatIn(contentType) : undefined,
  };
}

/** A device answers at QoS 0, as documented for synchronous calls. */
function answerToCall({ row, bytes, payload }: PacketDetail): AnswerForm | undefined {
  if (row.topic === undefined || payload === undefined) return undefined;
  const { offset, length } = payload;
  const reply = callReply(row.topic, bytes.subarray(offset, offset + length));
  return reply && { ...reply, qos: 0, properties: [], format: undefined };
}

/** Prepares a reply: topic, correlation data and content type are filled in. */
export function fillAnswer(connectionId: string, answer: AnswerForm): void {
  const { topic, qos, properties, format, template } = answer;
  const payload = new Uint8Array();
  const message = { topic, payload, qos, retain: false, properties };
  loadMessage(
    connectionId,
    template === undefined
      ? message
      : { ...message, template: { topic, payload: template, format: JSON_FORMAT } },
  );
  if (format !== undefined) chooseFormat(connectionId, format);
  confirm(texts().replies.filled);
  focusInPane(connectionId, 'publish', 'publish-payload');
}

/** `application/json`, `application/senml+cbor; …`: the part after the slash, or after the plus. */
function formatIn(contentType: string): string | undefined {
  const [type = ''] = contentType.toLowerCase().split(';');
  const name = type.split(/[/+]/).at(-1)?.trim().replace(/^x-/, '');
  const wanted = name === 'msgpack' ? 'messagepack' : name === 'plain' ? 'text' : name;
  return WRITTEN.find(({ id }) => id === wanted)?.id;
}

function valueOf(fields: readonly Field[], name: string): FieldValue | undefined {
  for (const field of fields) {
    const value = field.name === name ? (field.value ?? undefined) : valueOf(field.children, name);
    if (value !== undefined) return value;
  }
  return undefined;
}
