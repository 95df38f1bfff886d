/** What a companion tells the page that it serves, as `GET /companion.json`. No secrets are in it. */

export const COMPANION_INFO_PATH = '/companion.json';

export interface CompanionInfo {
  readonly name: 'mqttscope';
  /** Of this form; another number is not understood. */
  readonly version: 1;
  /** Of the program, for people. */
  readonly appVersion: string;
  /** Path of MQTT over WebSocket on the page's own host and port; absent where no broker runs. */
  readonly ws?: string;
  /** Port of MQTT over TCP, with TLS where the page has it; absent where no broker runs. */
  readonly mqttPort?: number;
  /** Path of the control interface there; absent where there is none. */
  readonly control?: string;
  /**
   * Path that passes a form on to the platform's HTTPS pre-authentication, for pages: a browser does
   * not show them its answer. Absent where no broker runs.
   */
  readonly preAuth?: string;
  /** Whether the local platform of devices runs. */
  readonly platform?: boolean;
  /** Whether the demo devices publish. */
  readonly demo: boolean;
  /** Whether a client must give a user name and a password to connect. */
  readonly needsCredentials: boolean;
}

/** Reads the parsed JSON; undefined where it is not a companion's, or of a form that is not known. */
export function parseCompanionInfo(value: unknown): CompanionInfo | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('name' in value) || value.name !== 'mqttscope') return undefined;
  if (!('version' in value) || value.version !== 1) return undefined;
  if (!('appVersion' in value) || typeof value.appVersion !== 'string') return undefined;
  if (!('demo' in value) || typeof value.demo !== 'boolean') return undefined;
  if (!('needsCredentials' in value) || typeof value.needsCredentials !== 'boolean') {
    return undefined;
  }
  const ws = 'ws' in value ? value.ws : undefined;
  if (ws !== undefined && typeof ws !== 'string') return undefined;
  const mqttPort = 'mqttPort' in value ? value.mqttPort : undefined;
  if (mqttPort !== undefined && typeof mqttPort !== 'number') return undefined;
  const control = 'control' in value ? value.control : undefined;
  if (control !== undefined && typeof control !== 'string') return undefined;
  const preAuth = 'preAuth' in value ? value.preAuth : undefined;
  if (preAuth !== undefined && typeof preAuth !== 'string') return undefined;
  const platform = 'platform' in value ? value.platform : undefined;
  if (platform !== undefined && typeof platform !== 'boolean') return undefined;
  return {
    name: 'mqttscope',
    version: 1,
    appVersion: value.appVersion,
    ...(ws === undefined ? {} : { ws }),
    ...(mqttPort === undefined ? {} : { mqttPort }),
    ...(control === undefined ? {} : { control }),
    ...(preAuth === undefined ? {} : { preAuth }),
    ...(platform === undefined ? {} : { platform }),
    demo: value.demo,
    needsCredentials: value.needsCredentials,
  };
}
