/** Actions on a client of the broker. */
import type { ClientRow } from '../../../broker/control/views.ts';
import { copyAndSay } from '../../kit/controls/copyText.ts';
import { texts } from '../../kit/language/useText.ts';
import type { MenuGroup, MenuItem } from '../../kit/overlays/menuEntries.ts';
import { setMessagesPlace } from '../../session/bothEnds/state.ts';
import { askToEndSession, order } from '../../session/broker/orders.ts';
import { setBrokerPlace, setSearch } from '../../session/broker/place.ts';
import { openTapped } from '../../session/captures/openTapped.ts';
import { shownName } from '../../session/shownName.ts';

/** @param onDisconnect asks for the reason */
export function clientMenu(
  connectionId: string,
  row: ClientRow,
  onDisconnect: () => void,
): readonly MenuGroup[] {
  const { broker, brokerClients, kit } = texts();
  const t = brokerClients.menu;
  const { client, connection, hasSession } = row;
  const copy = (id: string, label: string, text: string | undefined): readonly MenuItem[] =>
    text === undefined || text === ''
      ? []
      : [{ id, label, run: () => void copyAndSay(text, t.copied, kit.notCopied) }];
  return [
    {
      label: shownName(client),
      items: [
        {
          id: 'inspect',
          label: broker.detail.openTapped,
          run: () => openTapped(connectionId, [client], shownName(client)),
        },
        {
          id: 'messages',
          label: t.messages,
          run: () => {
            setMessagesPlace(connectionId, { client, topic: '', before: undefined });
            setBrokerPlace(connectionId, { part: 'messages' });
          },
        },
        {
          id: 'subscriptions',
          label: t.subscriptions,
          run: () => {
            setSearch(connectionId, 'subscriptions', client);
            setBrokerPlace(connectionId, { part: 'subscriptions', topic: '' });
          },
        },
        {
          id: 'step',
          label: row.isInStepMode ? t.endStep : t.startStep,
          run: () => toggleStep(connectionId, row),
        },
        {
          id: 'disconnect',
          label: broker.detail.disconnect,
          ...(connection === undefined && { disabled: broker.detail.notConnected }),
          run: onDisconnect,
        },
        ...(hasSession
          ? [
              {
                id: 'end-session',
                label: broker.detail.endSession,
                run: () => askToEndSession(connectionId, client, shownName(client)),
              },
            ]
          : []),
      ],
    },
    {
      label: t.copy,
      items: [
        ...copy('copy-id', t.copyId, client),
        ...copy('copy-address', t.copyAddress, connection?.address),
        ...copy('copy-user-name', t.copyUserName, connection?.userName),
      ],
    },
  ].filter(({ items }) => items.length > 0);
}

/** Starts step mode for a client, or ends it. */
export function toggleStep(connectionId: string, { client, isInStepMode }: ClientRow): void {
  const command = isInStepMode
    ? ({ kind: 'end-step', client } as const)
    : ({ kind: 'step', client, withPings: false } as const);
  void order(connectionId, command, texts().broker.stepNow(shownName(client), !isInStepMode));
}
