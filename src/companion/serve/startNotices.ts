/** Notices at the start: network addresses, warnings and moved ports. */
import type { Limits } from '../../broker/core/memory/limits.ts';
import { inEnglish, type Sentence } from '../cli/errors.ts';
import type { Report } from '../log/hostEvents.ts';
import { bareHost, isLoopbackHost } from '../net/addresses.ts';
import type { EdgeLimits } from '../net/edgeLimits.ts';
import { exposureNotices, type PlatformExposure } from '../net/exposure.ts';
import { listenerOwner } from '../net/listenerOwner.ts';
import { fileWarning } from '../net/openFiles.ts';
import { isCaSigned } from '../net/tlsIdentity.ts';
import type { CompanionOptions } from './companionSetup.ts';
import { type Listener, listenersOf, type OpenListener } from './listeners.ts';
import type { Settings } from './settings.ts';

interface Started {
  readonly opened: readonly OpenListener[];
  readonly limits: Limits;
  readonly edgeLimits: EdgeLimits;
  /** Limit of connections by open files. */
  readonly files: number | undefined;
  readonly platform: PlatformExposure | undefined;
  readonly report: Report;
}

export function reportStart(options: CompanionOptions, started: Started): void {
  const { tls, notice } = options;
  const { opened, limits, edgeLimits, files, platform, report } = started;
  const exposure = {
    listeners: opened
      .filter((one) => isReachable(one, options))
      .map((one) => ({ ...one, certPath: one.tls?.certPath })),
    isCaSigned: isCaSigned(tls?.cert),
    platform,
  };
  for (const said of exposureNotices(exposure)) notice(said);
  const { ingress } = options;
  if (ingress !== undefined) notice((say) => say.ingressOnly(ingress));
  const fewFiles = fileWarning(files, limits.connections + edgeLimits.httpConnections);
  const warnings = [...(fewFiles ? [fewFiles] : []), ...settingWarnings(options)];
  for (const said of warnings) {
    notice(said);
    report({ kind: 'warning', reason: inEnglish(said) });
  }
  for (const one of opened) reportMove(options, one);
}

/** Warnings about settings, which are known without a start. */
export function settingWarnings(settings: Settings): readonly Sentence[] {
  const { warnings, tls } = settings;
  const isPlain = listenersOf(settings).some(
    (one) => !isLoopbackHost(one.host) && !one.tls && isReachable(one, settings),
  );
  const notEncrypted: Sentence = (say) => say.notEncrypted;
  const anyUserName: Sentence = (say) => say.anyUserName;
  return [
    ...(isPlain ? [notEncrypted] : []),
    ...warnings,
    ...(tls?.warnings ?? []),
    ...proxyWarning(settings),
    ...(isAnyNameListed(settings) ? [anyUserName] : []),
  ];
}

/** Whether clients other than the proxy of `--ingress` reach the listener. */
const isReachable = ({ isWeb }: Listener, { ingress }: Pick<Settings, 'ingress'>): boolean =>
  !isWeb || ingress === undefined;

/** A warning if clients of a proxy need no password. */
function proxyWarning(options: Settings): readonly Sentence[] {
  const { broker, users, hashedUsers, tls, allowedOrigins } = options;
  if (!broker) return [];
  const hasUsers = users.size + hashedUsers.size > 0;
  const origin = allowedOrigins.find((one) => !isLoopbackHost(bareHost(new URL(one).hostname)));
  if (origin === undefined) return [];
  if (options.allowAnonymous === true) return [(say) => say.anonymousAllowedBehindProxy(origin)];
  if (hasUsers || tls?.clientCa !== undefined) return [];
  return [(say) => say.anonymousBehindProxy(origin)];
}

/** Whether the list has rules for names that any client may choose. */
function isAnyNameListed({ users, hashedUsers, tls, acl }: Settings): boolean {
  // With certificates, clients cannot choose.
  const isNameChosen = users.size + hashedUsers.size === 0 && tls?.userNameFrom === undefined;
  return isNameChosen && acl !== undefined && acl.users.size > 0;
}

function reportMove({ notice }: CompanionOptions, { choice, port, option }: OpenListener): void {
  if (choice.given || port === choice.port) return;
  notice((say) => say.portMoved(choice.port, option, port));
  const owner = listenerOwner(choice.port);
  if (option === '--http' && owner !== undefined && owner !== process.getuid?.()) {
    notice((say) => say.portOfOther(choice.port));
  }
}
