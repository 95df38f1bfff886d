/** Warnings about a message that a device is about to publish, by field. The platform may reject it. */
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import type { PlatformNote } from '../../../alibaba/platformNotes.ts';
import { checkPublish } from '../../../alibaba/validate.ts';
import type { PublishForm } from '../../session/publish/publishForm.ts';

const FIELDS: ReadonlyMap<PlatformNote['key'], 'payload' | 'qos' | 'retain'> = new Map([
  ['payload-size', 'payload'],
  ['qos-2-not-supported', 'qos'],
  ['retain-not-supported', 'retain'],
] as const);

export type MessageNotes = Readonly<
  Record<'topic' | 'payload' | 'qos' | 'retain', readonly string[]>
>;

/** @param payloadSize bytes */
export function messageNotes(
  { topic, qos, retain }: PublishForm,
  payloadSize: number,
  device: DeviceName | undefined,
  tell: (note: PlatformNote) => string,
): MessageNotes {
  // An empty topic is not yet one of another device.
  const notes =
    device === undefined
      ? []
      : checkPublish({ topic, payloadSize, qos, retain }, topic === '' ? undefined : device);
  const of = (field: keyof MessageNotes) =>
    notes.filter(({ key }) => (FIELDS.get(key) ?? 'topic') === field).map(tell);
  return { topic: of('topic'), payload: of('payload'), qos: of('qos'), retain: of('retain') };
}
