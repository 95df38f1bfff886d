/** Firmware over HTTP, for programs: `/alibaba/api/ota`; see docs/alibaba.md. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type {
  FileFacts,
  PackageFacts,
  UpgradeFacts,
} from '../../broker/platform/devices/fileCommands.ts';
import { DEFAULT_MODULE, filesOf } from '../../broker/platform/services/ota.ts';
import { parseJson } from '../../payload/json/parseJson.ts';
import { sendJson } from '../http/httpExchange.ts';
import { RawJson } from '../http/jsonText.ts';
import { NOT_FOUND, obeyed, only, type PlatformHost, Refusal } from './platformAsked.ts';
import type { WallClock } from './platformJson.ts';

/** Characters of Base64 in one command; a multiple of 3 bytes has no padding. */
const PIECE = 480_000;

/** @param steps of the path after `/alibaba/api/ota` */
export async function answerOta(
  request: IncomingMessage,
  response: ServerResponse,
  platform: PlatformHost,
  steps: readonly string[],
  query: URLSearchParams,
): Promise<void> {
  const [first, second, third, ...rest] = steps;
  if (first === 'files' && second === undefined) {
    only(request, response, 'POST');
    const file = await takeFile(request, response, platform, query.get('name') ?? '');
    if (file !== undefined) sendJson(response, 200, { file: file.file, ...fileJson(file) });
    return;
  }
  if (first === undefined) {
    const numbers = query.get('files');
    if (request.method === 'POST' && numbers !== null) {
      const [file, ...others] = numbers.split(',').map(numberOf);
      if (file === undefined) throw NOT_FOUND;
      const added = addPackage(platform, { file, others }, query);
      sendJson(response, 200, packageJson(added, platform.wallClock));
      return;
    }
    if (request.method === 'POST') {
      const file = await takeFile(request, response, platform, query.get('name') ?? '');
      if (file === undefined) return;
      sendJson(response, 200, packageJson(addPackage(platform, file, query), platform.wallClock));
      return;
    }
    only(request, response, 'GET');
    const { packages, upgrades } = obeyed(platform, { kind: 'platform-ota' }, 'platform-ota');
    sendJson(response, 200, {
      packages: packages.map((one) => packageJson(one, platform.wallClock)),
      upgrades: upgrades.map((one) => upgradeJson(one, platform.wallClock)),
    });
    return;
  }
  if (first === 'upgrades' && second !== undefined && third === 'cancel' && rest.length === 0) {
    only(request, response, 'POST');
    obeyed(platform, { kind: 'cancel-upgrade', upgrade: numberOf(second) }, 'done');
    const { upgrades } = obeyed(platform, { kind: 'platform-ota' }, 'platform-ota');
    const upgrade = upgrades.find((one) => one.upgrade === numberOf(second));
    sendJson(response, 200, upgrade === undefined ? {} : upgradeJson(upgrade, platform.wallClock));
    return;
  }
  if (second !== undefined) throw NOT_FOUND;
  only(request, response, 'DELETE');
  obeyed(platform, { kind: 'remove-package', package: numberOf(first) }, 'done');
  sendJson(response, 200, {});
}

/** Body: `{"package": 1, "by": "http", "timeout": 600000}`. */
export function beginUpgrade(
  platform: PlatformHost,
  device: { readonly productKey: string; readonly deviceName: string },
  text: string,
): object {
  const parsed = parseJson(text);
  const body = new Map(Object.entries(typeof parsed === 'object' && parsed !== null ? parsed : {}));
  const number: unknown = body.get('package');
  const by: unknown = body.get('by') ?? 'http';
  const timeout: unknown = body.get('timeout');
  if (typeof number !== 'number') {
    throw new Refusal(400, 'The body must be {"package", "by", "timeout"}; package is a number.');
  }
  if (by !== 'http' && by !== 'mqtt') throw new Refusal(400, 'by must be "http" or "mqtt".');
  if (timeout !== undefined && (typeof timeout !== 'number' || !(timeout >= 1))) {
    throw new Refusal(400, 'timeout must be a number of milliseconds.');
  }
  const command = { kind: 'upgrade-device', ...device, package: number, by } as const;
  const { upgrade } = obeyed(
    platform,
    { ...command, ...(timeout !== undefined && { timeout }) },
    'platform-upgrade',
  );
  return upgradeJson(upgrade, platform.wallClock);
}

/** Passes the body on piece by piece; undefined: the sender has disconnected. */
export async function takeFile(
  request: IncomingMessage,
  response: ServerResponse,
  platform: PlatformHost,
  name: string,
): Promise<FileFacts | undefined> {
  let upload: number | undefined;
  let waiting: Buffer[] = [];
  let size = 0;
  const send = (isLast: boolean): FileFacts | undefined => {
    const data = Buffer.concat(waiting).toString('base64');
    waiting = [];
    size = 0;
    const command = { kind: 'upload-file', name, data, isLast } as const;
    const reply = obeyed(
      platform,
      { ...command, ...(upload !== undefined && { upload }) },
      'platform-upload',
    );
    ({ upload } = reply);
    return reply.file;
  };
  try {
    const pieces: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
    for await (const bytes of pieces) {
      for (let at = 0; at < bytes.length; at += PIECE) {
        const part = bytes.subarray(at, at + PIECE);
        if (size + part.length > PIECE) send(false);
        waiting.push(part);
        size += part.length;
      }
    }
  } catch (error) {
    if (!(error instanceof Refusal)) return undefined;
    // The rest of the body is not read.
    response.setHeader('connection', 'close');
    throw error;
  }
  if (upload === undefined && size === 0) throw new Refusal(400, 'The file is empty.');
  return send(true);
}

function addPackage(
  platform: PlatformHost,
  { file, others }: { readonly file: number; readonly others?: readonly number[] },
  query: URLSearchParams,
): PackageFacts {
  const signMethod = query.get('signMethod') ?? 'Md5';
  if (signMethod !== 'Md5' && signMethod !== 'SHA256') {
    throw new Refusal(400, 'signMethod must be Md5 or SHA256.');
  }
  const module = query.get('module');
  const { packages } = obeyed(platform, { kind: 'platform-ota' }, 'platform-ota');
  const isThere = packages.some(
    (one) =>
      one.productKey === query.get('productKey') &&
      one.version === query.get('version') &&
      one.module === (module || DEFAULT_MODULE),
  );
  if (isThere) {
    throw new Refusal(400, 'There is a package of this version and module: remove it first.');
  }
  const extData = query.get('extData');
  const command = {
    kind: 'add-package',
    productKey: query.get('productKey') ?? '',
    file,
    ...(others !== undefined && { others }),
    version: query.get('version') ?? '',
    signMethod,
    isDiff: query.get('isDiff') === '1',
    ...(module !== null && module !== '' && { module }),
    ...(extData !== null && { extData }),
  } as const;
  return obeyed(platform, command, 'platform-package').package;
}

function numberOf(step: string): number {
  if (!/^\d{1,15}$/.test(step)) throw NOT_FOUND;
  return Number(step);
}

const fileJson = ({ name, size, md5, sha256 }: FileFacts) => ({ name, size, md5, sha256 });

function packageJson(facts: PackageFacts, clock: WallClock) {
  const { package: number, productKey, module, version, name, size, md5, sha256 } = facts;
  const { signMethod, isDiff, extData, added } = facts;
  return {
    package: number,
    productKey,
    module,
    version,
    name,
    size,
    md5,
    sha256,
    files: filesOf(facts).map(fileJson),
    signMethod,
    isDiff,
    extData: extData === undefined ? null : RawJson.of(extData),
    added: clock(added),
  };
}

function upgradeJson(facts: UpgradeFacts, clock: WallClock) {
  const { upgrade, package: number, productKey, deviceName, module, version, by, state } = facts;
  const { progress, failure, description, began, changed } = facts;
  return {
    upgrade,
    package: number,
    productKey,
    deviceName,
    module,
    version,
    by,
    state,
    progress: progress ?? null,
    failure: failure ?? null,
    description: description ?? null,
    began: clock(began),
    changed: clock(changed),
  };
}
