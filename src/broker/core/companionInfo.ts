/** What a companion tells the page that it serves, as `GET /companion.json`. No secrets are in it. */

export const COMPANION_INFO_PATH = '/companion.json';

/** File of the app's service worker, beside the page. */
export const SERVICE_WORKER = 'serviceWorker.js';

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
  /** Path of the bridge to brokers that a browser cannot reach; absent where there is none. */
  readonly bridge?: string;
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

const TYPES: { readonly [Name in keyof CompanionInfo]-?: string } = {
  name: 'string',
  version: 'number',
  appVersion: 'string',
  ws: 'string undefined',
  mqttPort: 'number undefined',
  control: 'string undefined',
  bridge: 'string undefined',
  preAuth: 'string undefined',
  platform: 'boolean undefined',
  demo: 'boolean',
  needsCredentials: 'boolean',
};

/** Reads the parsed JSON; undefined where it is not a companion's, or of a form that is not known. */
export const parseCompanionInfo = (value: unknown): CompanionInfo | undefined =>
  isInfo(value) ? value : undefined;

function isInfo(value: unknown): value is CompanionInfo {
  if (!isObject(value) || value['name'] !== 'mqttscope' || value['version'] !== 1) return false;
  return Object.entries(TYPES).every(([name, types]) =>
    types.split(' ').includes(typeof value[name]),
  );
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
