/** Remote configuration over HTTP, for programs: `/alibaba/api/products/…/config`; see docs/alibaba.md. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ConfigFacts } from '../../broker/platform/devices/fileCommands.ts';
import { sendJson } from '../http/httpExchange.ts';
import { NOT_FOUND, obeyed, only, type PlatformHost, Refusal } from './platformAsked.ts';
import type { WallClock } from './platformJson.ts';
import { takeFile } from './platformOtaApi.ts';

/** @param steps of the path after `/alibaba/api/products` */
export async function answerConfig(
  request: IncomingMessage,
  response: ServerResponse,
  platform: PlatformHost,
  [productKey, what, action, ...rest]: readonly string[],
): Promise<void> {
  if (productKey === undefined || what !== 'config' || rest.length > 0) throw NOT_FOUND;
  if (action === 'push') {
    only(request, response, 'POST');
    const command = { kind: 'push-config', productKey } as const;
    const { sent, missed } = obeyed(platform, command, 'platform-pushed');
    sendJson(response, 200, { sent, missed });
    return;
  }
  if (action !== undefined) throw NOT_FOUND;
  if (request.method === 'DELETE') {
    obeyed(platform, { kind: 'set-config', productKey }, 'done');
    sendJson(response, 200, {});
    return;
  }
  if (request.method === 'POST') {
    const file = await takeFile(request, response, platform, 'config.json');
    if (file === undefined) return;
    obeyed(platform, { kind: 'set-config', productKey, file: file.file }, 'done');
  } else {
    only(request, response, 'GET');
  }
  sendJson(response, 200, configOf(platform, productKey));
}

function configOf(platform: PlatformHost, productKey: string): object {
  const { configs } = obeyed(platform, { kind: 'platform-ota' }, 'platform-ota');
  const config = configs.find((one) => one.productKey === productKey);
  if (config === undefined) throw new Refusal(404, 'This product has no remote configuration.');
  return configJson(config, platform.wallClock);
}

function configJson(facts: ConfigFacts, clock: WallClock) {
  const { productKey, configId, name, size, sha256, changed } = facts;
  return { productKey, configId, name, size, sha256, changed: clock(changed) };
}
