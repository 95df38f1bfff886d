/** Files that devices upload over MQTT in pieces. */
import { isObject } from '../../../alibaba/alink/checkValue.ts';
import { type AlinkCode, wireMessage } from '../../../alibaba/alink/codes.ts';
import { type DeviceName, sessionNameOf } from '../../../alibaba/alink/deviceName.ts';
import { type AlinkMessage, readEnvelope, writeReply } from '../../../alibaba/alink/envelope.ts';
import { readFramed } from '../../../alibaba/alink/framed.ts';
import type { Account } from '../../core/memory/ledger.ts';
import type { DeviceFileFacts } from '../devices/reportCommands.ts';
import { FileStore } from '../files/fileStore.ts';
import { DeviceBytes } from './deviceBytes.ts';
import type { DeviceMessage, Outcome } from './request.ts';
import { wrongMember } from './wrongParams.ts';

/** Bytes, documented. */
const LARGEST_FILE = 16 << 20;
const LARGEST_PIECE = 131_072;
const SMALLEST_PIECE = 256;
/** Limit per device. */
const MOST_FILES = 100;
/** Limit of open uploads of all devices. Beyond it, the device with the most open uploads loses one. */
const MOST_OPEN = 100;
/** Estimated overhead of an upload, in bytes. */
const UPLOAD_BYTES = 800;

interface Upload {
  facts: DeviceFileFacts;
  readonly device: DeviceName;
  readonly id: string;
}

export class FileUploads {
  /** Separate from firmware, whose space devices must not use up. */
  readonly files = new FileStore(MOST_OPEN + 1);
  /** By upload id, oldest first. */
  readonly #uploads = new Map<string, Upload>();
  readonly #bytes: DeviceBytes;

  constructor(account?: Account) {
    this.#bytes = new DeviceBytes(account);
  }

  /** Newest first. */
  of(device: DeviceName): readonly DeviceFileFacts[] {
    return this.#own(device)
      .map(({ facts }) => facts)
      .reverse();
  }

  has(device: DeviceName, file: number): boolean {
    return this.#own(device).some(({ facts }) => facts.file === file);
  }

  find(device: DeviceName, id: string): Upload | undefined {
    const upload = this.#uploads.get(id);
    return upload && isSame(upload.device, device) ? upload : undefined;
  }

  named(device: DeviceName, name: string): Upload | undefined {
    return this.#own(device).find(
      ({ facts }) => facts.name === name && facts.state !== 'cancelled',
    );
  }

  /** Returns undefined if there is no memory for the upload. */
  begin(
    device: DeviceName,
    name: string,
    size: number | undefined,
    now: number,
  ): Upload | undefined {
    const own = this.#own(device);
    const [oldest] = own;
    if (oldest !== undefined && own.length >= MOST_FILES) this.drop(oldest);
    if (!this.#bytes.isFair(device, UPLOAD_BYTES + (size ?? 0))) return undefined;
    this.#makeRoom();
    this.#bytes.add(device, UPLOAD_BYTES);
    const file = this.files.begin(name);
    const upload: Upload = {
      facts: {
        file,
        name,
        received: 0,
        size,
        state: 'uploading',
        md5: undefined,
        changed: now,
      },
      device,
      id: `${file}-${Math.floor(now)}`,
    };
    this.#uploads.set(upload.id, upload);
    return upload;
  }

  /** Returns false if there is no memory. */
  append(upload: Upload, piece: Uint8Array, isLast: boolean, now: number): boolean {
    const { file } = upload.facts;
    const hasRoom = this.#bytes.isFair(upload.device, piece.length);
    // Copied, because it is part of a larger buffer.
    if (!hasRoom || this.files.append(file, piece.slice()).refused !== undefined) {
      this.drop(upload);
      return false;
    }
    this.#bytes.add(upload.device, piece.length);
    const received = this.files.sizeOf(file);
    const done = isLast ? this.files.finish(file) : undefined;
    const state = isLast ? 'complete' : 'uploading';
    upload.facts = { ...upload.facts, received, state, md5: done?.md5, changed: now };
    return true;
  }

  cancel(upload: Upload, now: number): void {
    this.#release(upload);
    upload.facts = { ...upload.facts, state: 'cancelled', changed: now };
  }

  drop(upload: Upload): void {
    this.#release(upload);
    this.#bytes.add(upload.device, -UPLOAD_BYTES);
    this.#uploads.delete(upload.id);
  }

  /** Removes the file and returns its bytes to the account. */
  #release({ device, facts: { file, received, state } }: Upload): void {
    if (state !== 'cancelled') this.#bytes.add(device, -received);
    this.files.giveUp(file);
    this.files.remove(file);
  }

  /** Frees a place for another open upload. */
  #makeRoom(): void {
    const open = [...this.#uploads.values()].filter(({ facts }) => facts.state === 'uploading');
    if (open.length < MOST_OPEN) return;
    const counts = new Map<string, number>();
    for (const { device } of open) {
      const name = sessionNameOf(device);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    const most = Math.max(...counts.values());
    const oldest = open.find(({ device }) => counts.get(sessionNameOf(device)) === most);
    if (oldest !== undefined) this.drop(oldest);
  }

  /** Returns false if there is none. */
  remove(device: DeviceName, file: number): boolean {
    const upload = this.#own(device).find(({ facts }) => facts.file === file);
    if (upload !== undefined) this.drop(upload);
    return upload !== undefined;
  }

  forget(device: DeviceName): void {
    for (const upload of this.#own(device)) this.drop(upload);
  }

  #own(device: DeviceName): Upload[] {
    return [...this.#uploads.values()].filter((upload) => isSame(upload.device, device));
  }
}

const isSame = (one: DeviceName, other: DeviceName): boolean =>
  sessionNameOf(one) === sessionNameOf(other);

type Params = Readonly<Record<string, unknown>>;

interface Answer {
  readonly code: AlinkCode;
  readonly data?: object;
  readonly about?: string;
  readonly misfits?: Outcome['misfits'];
}

/** Each step has its own topic, named by the last level. */
export function fileUpload(
  message: DeviceMessage,
  { uploads }: { readonly uploads: FileUploads },
): Outcome {
  const { topic, payload } = message;
  const step = topic.slice(topic.lastIndexOf('/') + 1);
  const frame = step === 'send' ? readFramed(payload) : undefined;
  const envelope = readEnvelope(frame?.head ?? payload);
  if ('fault' in envelope || (step === 'send' && frame === undefined)) {
    return reply(message, undefined, { code: 400 });
  }
  const params = isObject(envelope.params) ? envelope.params : {};
  if (step === 'init') return reply(message, envelope, init(message, params, uploads));
  const { uploadId } = params;
  const upload = typeof uploadId === 'string' ? uploads.find(message.device, uploadId) : undefined;
  if (upload === undefined) return reply(message, envelope, { code: 78122, data: { uploadId } });
  if (step === 'cancel') {
    if (upload.facts.state === 'uploading') uploads.cancel(upload, message.cloud.now);
    return reply(message, envelope, { code: 200, data: { uploadId }, about: upload.facts.name });
  }
  const answer =
    frame === undefined ? ({ code: 400 } as const) : send(message, params, frame, upload, uploads);
  return reply(message, envelope, answer);
}

function init({ cloud, device }: DeviceMessage, params: Params, uploads: FileUploads): Answer {
  const { fileName, fileSize = -1, conflictStrategy = 'overwrite' } = params;
  const wrong = (name: string, documented: string): Answer => ({
    code: 460,
    data: { fileName },
    ...wrongMember(`params.${name}`, params[name], documented),
  });
  const isNamed = typeof fileName === 'string' && /^[A-Za-z0-9][\w.]{0,99}$/.test(fileName);
  if (!isNamed) return wrong('fileName', '[A-Za-z0-9][A-Za-z0-9_.]{0,99}');
  const isSize = typeof fileSize === 'number' && Number.isInteger(fileSize);
  if (!isSize || (fileSize !== -1 && fileSize <= 0)) return wrong('fileSize', '-1 | 1 …');
  const strategies = ['overwrite', 'append', 'reject'];
  if (typeof conflictStrategy !== 'string' || !strategies.includes(conflictStrategy)) {
    return wrong('conflictStrategy', strategies.join(' | '));
  }
  const answered = { about: fileName, data: { fileName } };
  if (fileSize > LARGEST_FILE) return { code: 78117, ...answered };
  const before = uploads.named(device, fileName);
  if (before !== undefined && conflictStrategy === 'append') {
    const { state, received } = before.facts;
    const data = { fileName, uploadId: before.id, offset: received, fileSize };
    return { ...answered, code: state === 'uploading' ? 200 : 78123, data };
  }
  if (before !== undefined && conflictStrategy === 'reject') return { code: 78123, ...answered };
  if (before !== undefined) uploads.drop(before);
  const size = fileSize === -1 ? undefined : fileSize;
  const begun = uploads.begin(device, fileName, size, cloud.now);
  if (begun === undefined) return { code: 500, ...answered };
  return { ...answered, code: 200, data: { fileName, uploadId: begun.id, offset: 0, fileSize } };
}

function send(
  { cloud }: DeviceMessage,
  params: Params,
  { piece, isSound }: { readonly piece: Uint8Array; readonly isSound: boolean },
  upload: Upload,
  uploads: FileUploads,
): Answer {
  const { offset, bSize, isComplete } = params;
  const { name, received, size, state } = upload.facts;
  const data = { uploadId: upload.id, offset, bSize };
  const answered = { about: name, data };
  if (state === 'complete') return { code: 78124, ...answered };
  if (state === 'cancelled') return { code: 78122, ...answered };
  if (!isSound) return { code: 78121, ...answered };
  if (bSize !== piece.length || piece.length === 0) {
    return { code: 460, data, ...wrongMember('params.bSize', bSize, `${piece.length} B`) };
  }
  if (piece.length > LARGEST_PIECE) return { code: 78118, ...answered };
  if (typeof offset === 'number' && offset < received && offset + piece.length <= received) {
    return { code: 78126, ...answered };
  }
  if (offset !== received) return { code: 78119, ...answered };
  const end = received + piece.length;
  const isLast = isComplete === true || end === size;
  if (piece.length < SMALLEST_PIECE && !isLast) return { code: 78120, ...answered };
  if (end > (size ?? LARGEST_FILE)) return { code: 78117, ...answered };
  if (!uploads.append(upload, piece, isLast, cloud.now)) return { code: 500, ...answered };
  return { ...answered, code: 200, data: { ...data, ...(isLast && { complete: true }) } };
}

function reply(
  { cloud, device, meaning, qos }: DeviceMessage,
  envelope: AlinkMessage | undefined,
  { code, data = {}, about, misfits }: Answer,
): Outcome {
  const answer = writeReply({
    rawId: envelope?.rawId,
    code,
    data: JSON.stringify(data),
    message: wireMessage(code),
  });
  const isHeard = meaning.partner !== undefined && cloud.send(device, meaning.partner, answer, qos);
  return {
    kind: code === 200 ? 'other' : 'refused',
    code,
    ...(about !== undefined && { about }),
    ...(misfits !== undefined && { misfits }),
    ...(code !== 200 && { why: code === 400 ? 'not-json' : 'upload' }),
    ...(!isHeard && { why: 'reply-not-subscribed' }),
  };
}
