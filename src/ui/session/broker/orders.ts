/** Commands of the user to the broker. */
import type { ControlCommand } from '../../../broker/control/control.ts';
import { announce } from '../../kit/language/announcements.ts';
import { texts } from '../../kit/language/useText.ts';
import { askToConfirm } from '../dialogs/confirm.ts';
import { askBroker } from './brokers.ts';
import { setBrokerPlace } from './place.ts';

/** Announces `done` to assistive technology. A rejection is shown above the list until dismissed. */
export async function order(
  connectionId: string,
  command: ControlCommand,
  done: string,
): Promise<boolean> {
  const reply = await askBroker(connectionId, command);
  const refused = reply.kind === 'refused' ? reply : undefined;
  setBrokerPlace(connectionId, { refused });
  const { broker, kit, explain } = texts();
  announce(
    refused === undefined ? done : `${broker.refused}${kit.colon}${explain.refusal(refused)}`,
  );
  return refused === undefined;
}

/** Asks for confirmation, because subscriptions and queued messages would be lost. */
export function askToEndSession(connectionId: string, client: string, shown: string): void {
  const t = texts().broker.ending;
  askToConfirm({
    title: t.title(shown),
    text: t.text,
    action: t.action,
    run: () => void order(connectionId, { kind: 'end-session', client }, t.done(shown)),
  });
}

/** Asks for confirmation, because only the publisher can restore it. */
export function askToClearRetained(connectionId: string, topic: string, shown: string): void {
  const t = texts().broker.retained;
  askToConfirm({
    title: t.ask.title(shown),
    text: t.ask.text,
    action: t.ask.action,
    run: () => void order(connectionId, { kind: 'clear-retained', topic }, t.cleared(shown)),
  });
}
