import { CopyButton, PaneHeader, page, Segments, Switch, useText } from '#kit';
import { COMMAND_KINDS, type CommandKind, commandsOf } from '../../../../alibaba/commands.ts';
import { isTabAddress } from '../../../../profiles/settings/tabAddress.ts';
import { placeOf } from '../../../session/broker/brokerPlace.ts';
import { useCompanion } from '../../../session/broker/companion.ts';
import type { Draft } from '../../../session/profiles/draft.ts';
import { urlOf, wholeNumber } from '../../../session/profiles/settings.ts';
import { requestOf } from './made.ts';
import { endpointFor } from './places.ts';
import type { Shows } from './shows.ts';

/** Names, in every language. */
const PROGRAMS = {
  mosquitto_pub: 'mosquitto_pub',
  'mqtt.js': 'mqtt.js',
  'c-linkkit': 'C SDK 3',
  'c-link-sdk-4': 'C Link SDK 4',
} satisfies Record<CommandKind, string>;

interface CommandsProps {
  readonly draft: Draft;
  readonly shows: Shows;
  readonly onShow: (shows: Shows) => void;
}

/** The same sign-in for other programs. */
export function Commands({ draft, shows, onShow }: CommandsProps) {
  const { moment, command: kind, commandSecrets: withSecret } = shows;
  const { signIn: t, kit } = useText();
  const endpoint = endpointFor(draft, page);
  const isInTab = isTabAddress(draft.url.trim());
  const mqttPort = useMqttPort(draft);
  const text =
    endpoint === undefined
      ? undefined
      : commandsOf({
          request: requestOf(draft, moment),
          endpoint,
          mqttPort,
          keepAlive: wholeNumber(draft.keepAlive, 65_535) ?? 60,
          cleanSession: draft.cleanStart,
          showSecrets: withSecret,
        }).find((command) => command.kind === kind)?.text;
  return (
    <section aria-label={t.commands} className="border-t border-line">
      <PaneHeader title={t.commands}>
        <span className="pr-2">
          <Switch
            label={t.withSecret}
            checked={withSecret}
            onChange={(on) => onShow({ ...shows, commandSecrets: on })}
          />
        </span>
      </PaneHeader>
      <div className="p-3">
        <div className="flex flex-wrap items-center gap-2">
          <Segments
            label={t.commandFor}
            value={kind}
            options={COMMAND_KINDS.map((value) => ({ value, label: PROGRAMS[value] }))}
            onChange={(command) => onShow({ ...shows, command })}
          />
          <span className="ml-auto">
            <CopyButton what={t.command} text={() => text ?? ''} disabled={text === undefined} />
          </span>
        </div>
        <pre
          // Long lines scroll here, also by keyboard.
          tabIndex={0}
          aria-label={PROGRAMS[kind]}
          className="mt-2 max-h-72 overflow-auto rounded-md border border-line bg-well px-2 py-1 font-mono text-xs/5 whitespace-pre-wrap break-all"
        >
          {text ?? (endpoint !== undefined ? t.noCommand : isInTab ? t.noEndpoint : '…')}
        </pre>
        <p className="mt-1 text-xs text-fg-2">
          {withSecret ? t.secretShown : t.secretMasked}
          {draft.how === 'https' && kit.gap + t.commandsDirect}
          {draft.url.trim() !== '' &&
            kind !== 'mqtt.js' &&
            kit.gap + (mqttPort === undefined ? t.portAssumed : t.portKnown)}
        </p>
      </div>
    </section>
  );
}

/** Port of MQTT over TCP, if the address is that of this page's companion. */
function useMqttPort(draft: Draft): number | undefined {
  const companion = useCompanion();
  const place = placeOf(urlOf(draft, page).url ?? '', page);
  const isPages = place?.kind === 'socket' && place.isPages;
  return isPages && typeof companion === 'object' ? companion.mqttPort : undefined;
}
