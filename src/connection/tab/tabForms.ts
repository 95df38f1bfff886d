/** HTTPS pre-authentication at the broker in the tab, which has no address: over its control interface. */
import type { NamedValue } from '../../alibaba/sign.ts';
import { Lazy } from '../../base/lazy.ts';
import type { ControlClient } from '../control/controlClient.ts';
import type { ControlSurroundings } from '../control/surroundings.ts';
import type { FormAnswer } from '../environment/environment.ts';

const CONTROL = new Lazy(async () => (await import('../control/controlClient.ts')).ControlClient);

/** @param portTo line of its control interface, available before the request */
export function tabForms(
  portTo: () => MessagePort | undefined,
  surroundings?: ControlSurroundings,
): (form: readonly NamedValue[]) => Promise<FormAnswer> {
  let client: ControlClient | undefined;
  return async (form) => {
    const port = portTo();
    const Client = await CONTROL.load();
    if (client === undefined && port !== undefined) {
      client = new Client({ kind: 'port', port }, {}, surroundings);
    }
    const fields = form.map(([name, value]) => ({ name, value }));
    const reply = await client?.ask({ kind: 'pre-auth', fields });
    if (reply?.kind === 'pre-auth') return { kind: 'answered', status: 200, body: reply.answer };
    const said = reply?.kind === 'refused' ? reply : undefined;
    return { kind: 'none', why: 'no-platform', said };
  };
}
