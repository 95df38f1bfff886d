/** Notices at the start: network addresses, warnings and moved ports. */
import type { Limits } from '../../broker/core/memory/limits.ts';
import { inEnglish, type Sentence } from '../cli/errors.ts';
import { listenerOwner } from '../control/peerOwner.ts';
import type { Report } from '../log/hostEvents.ts';
import { bareHost, isLoopbackHost } from '../net/addresses.ts';
import type { EdgeLimits } from '../net/edgeLimits.ts';
import { exposureNotices, type PlatformExposure } from '../net/exposure.ts';
import type { PortChoice } from '../net/listen.ts';
import { fileWarning } from '../net/openFiles.ts';
import { isCaSigned } from '../net/tlsIdentity.ts';
import type { CompanionOptions } from './companionSetup.ts';

interface Started {
  readonly httpPort: number;
  /** Undefined without a broker. */
  readonly mqttPort: number | undefined;
  readonly limits: Limits;
  readonly edgeLimits: EdgeLimits;
  /** Limit of connections by open files. */
  readonly files: number | undefined;
  readonly platform: PlatformExposure | undefined;
  readonly report: Report;
}

export function reportStart(options: CompanionOptions, started: Started): void {
  const { host, tls, notice } = options;
  const { httpPort, mqttPort, limits, edgeLimits, files, platform, report } = started;
  const exposure = {
    host,
    certPath: tls?.certPath,
    isCaSigned: isCaSigned(tls?.cert),
    httpPort,
    mqttPort,
    platform,
  };
  for (const said of exposureNotices(exposure)) notice(said);
  const fewFiles = fileWarning(files, limits.connections + edgeLimits.httpConnections);
  const warnings = [
    ...options.warnings,
    ...(tls?.warnings ?? []),
    ...(fewFiles ? [fewFiles] : []),
    ...proxyWarning(options),
  ];
  for (const said of warnings) {
    notice(said);
    report({ kind: 'warning', reason: inEnglish(said) });
  }
  if (isAnyNameListed(options)) notice((say) => say.anyUserName);
  reportMove(options, options.http, httpPort, '--http');
  if (mqttPort !== undefined) reportMove(options, options.mqtt, mqttPort, '--mqtt');
}

/** To the companion, clients of a proxy are programs of this machine. */
function proxyWarning(options: CompanionOptions): readonly Sentence[] {
  const { broker, users, hashedUsers, tls, allowedOrigins } = options;
  const isOpen = broker && users.size + hashedUsers.size === 0 && tls?.clientCa === undefined;
  const origin = allowedOrigins.find((one) => !isLoopbackHost(bareHost(new URL(one).hostname)));
  if (!isOpen || origin === undefined) return [];
  return [(say) => say.anonymousBehindProxy(origin)];
}

/** Whether the list has rules for names that any client may choose. */
function isAnyNameListed({ users, hashedUsers, tls, acl }: CompanionOptions): boolean {
  // With certificates, clients cannot choose.
  const isNameChosen = users.size + hashedUsers.size === 0 && tls?.userNameFrom === undefined;
  return isNameChosen && acl !== undefined && acl.users.size > 0;
}

function reportMove(
  { notice }: CompanionOptions,
  choice: PortChoice,
  port: number,
  option: string,
): void {
  if (choice.given || port === choice.port) return;
  notice((say) => say.portMoved(choice.port, option, port));
  const owner = listenerOwner(choice.port);
  if (option === '--http' && owner !== undefined && owner !== process.getuid?.()) {
    notice((say) => say.portOfOther(choice.port));
  }
}
