/** Reports of devices over HTTP: log lines and uploaded files; see docs/alibaba.md. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { DeviceName } from '../../alibaba/alink/deviceName.ts';
import type { DeviceFileFacts } from '../../broker/platform/devices/reportCommands.ts';
import { parseJson } from '../../payload/json/parseJson.ts';
import { readBody, sendJson, sendTooLarge } from '../http/httpExchange.ts';
import { NOT_FOUND, obeyed, only, type PlatformHost, Refusal } from './platformAsked.ts';
import type { WallClock } from './platformJson.ts';

const LARGEST_BODY = 1024;

/** Whether it is handled here. */
export const isOfReports = (action: string | undefined): boolean =>
  action === 'device-log' || action === 'files';

/** @param steps of the path after the device's name */
export async function answerReports(
  request: IncomingMessage,
  response: ServerResponse,
  platform: PlatformHost,
  device: DeviceName,
  [action, file, ...rest]: readonly string[],
): Promise<void> {
  if (rest.length > 0) throw NOT_FOUND;
  if (action === 'device-log') {
    if (file !== undefined) throw NOT_FOUND;
    await answerLog(request, response, platform, device);
  } else if (file === undefined) {
    only(request, response, 'GET');
    const files = filesOf(platform, device);
    sendJson(response, 200, { files: files.map((one) => fileJson(one, platform.wallClock)) });
  } else {
    await answerFile(request, response, platform, device, file);
  }
}

async function answerLog(
  request: IncomingMessage,
  response: ServerResponse,
  platform: PlatformHost,
  device: DeviceName,
): Promise<void> {
  if (request.method === 'POST') {
    const body = await readBody(request, LARGEST_BODY);
    if (body.kind === 'too-large') return sendTooLarge(response, LARGEST_BODY);
    if (body.kind === 'cut') return;
    const parsed = parseJson(body.bytes.toString('utf8'));
    const isObject = typeof parsed === 'object' && parsed !== null;
    const isOn: unknown = new Map(Object.entries(isObject ? parsed : {})).get('isOn');
    if (typeof isOn !== 'boolean') throw new Refusal(400, 'The body must be {"isOn": true}.');
    obeyed(platform, { kind: 'set-device-log', ...device, isOn }, 'done');
  } else {
    only(request, response, 'GET');
  }
  const command = { kind: 'platform-device-log', ...device } as const;
  const { isOn, lines } = obeyed(platform, command, 'platform-device-log');
  const told = lines.map(({ number, time, ...line }) => ({
    number,
    time: platform.wallClock(time),
    utcTime: line.utcTime ?? null,
    logLevel: line.logLevel ?? null,
    module: line.module ?? null,
    code: line.code ?? null,
    traceContext: line.traceContext ?? null,
    logContent: line.logContent,
  }));
  sendJson(response, 200, { isOn, lines: told });
}

async function answerFile(
  request: IncomingMessage,
  response: ServerResponse,
  platform: PlatformHost,
  device: DeviceName,
  step: string,
): Promise<void> {
  const found = filesOf(platform, device).find(({ file }) => String(file) === step);
  if (found === undefined) throw new Refusal(404, 'The device has not uploaded this file.');
  const { file, received, state } = found;
  if (request.method === 'DELETE') {
    obeyed(platform, { kind: 'remove-device-file', ...device, file }, 'done');
    sendJson(response, 200, {});
    return;
  }
  only(request, response, 'GET');
  if (state !== 'complete') throw new Refusal(409, 'The file is not complete.', { state });
  response.writeHead(200, {
    'content-type': 'application/octet-stream',
    // Browsers download the file and never show it as a page, whatever its name.
    'content-disposition': 'attachment',
    'content-length': received,
    'cache-control': 'no-store',
  });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  try {
    const pieces = piecesOf(platform, device, found);
    await pipeline(Readable.from(pieces, { objectMode: false }), response);
  } catch (error) {
    // The client has disconnected, or the device has replaced the file meanwhile.
    if (!response.destroyed) throw error;
  }
}

function* piecesOf(
  platform: PlatformHost,
  device: DeviceName,
  { file, received }: DeviceFileFacts,
): Generator<Buffer> {
  for (let offset = 0; offset < received; ) {
    const command = { kind: 'platform-device-file', ...device, file, offset } as const;
    const { data = '' } = obeyed(platform, command, 'platform-device-file');
    const piece = Buffer.from(data, 'base64');
    if (piece.length === 0) throw new Error('The file no longer exists.');
    offset += piece.length;
    yield piece;
  }
}

function filesOf(platform: PlatformHost, device: DeviceName): readonly DeviceFileFacts[] {
  const command = { kind: 'platform-device-files', ...device } as const;
  return obeyed(platform, command, 'platform-device-files').files;
}

function fileJson(facts: DeviceFileFacts, clock: WallClock) {
  const { file, name, received, size, state, md5, changed } = facts;
  return {
    file,
    name,
    received,
    size: size ?? null,
    state,
    md5: md5 ?? null,
    changed: clock(changed),
  };
}
