/** Information for the page that a companion serves, at `GET /companion.json`. Contains no secrets. */

export const COMPANION_INFO_PATH = '/companion.json';

/** Path of the presets, for holders of the control interface's token. */
export const PRESETS_PATH = '/presets.json';

/** Topic of the demo devices that a first visit shows: a temperature, twice a second. */
export const DEMO_TOPIC = 'sensors/hz-2/oven-01/zone-1';

/** Script of the service worker that earlier versions of the app registered, next to the page. */
export const SERVICE_WORKER = 'serviceWorker.js';

export interface CompanionInfo {
  readonly name: 'mqttscope';
  /** Version of this format; readers reject others. */
  readonly version: 1;
  /** Version of the program, for display. */
  readonly appVersion: string;
  /** Path of MQTT over WebSocket, relative to the page; absent if no broker runs. */
  readonly ws?: string;
  /** Port of MQTT over TCP, with TLS if the page has it; absent if no broker runs. */
  readonly mqttPort?: number;
  /** Path of the control interface, relative to the page; absent if there is none. */
  readonly control?: string;
  /** Path, relative to the page, of the bridge to brokers that a browser cannot reach; absent if there is none. */
  readonly bridge?: string;
  /**
   * Path, relative to the page, that forwards a form to the platform's HTTPS pre-authentication, because a browser hides that answer
   * from pages. Absent if no broker runs.
   */
  readonly preAuth?: string;
  /** Path, relative to the page, of the presets, for holders of the token; absent if there are none. */
  readonly presets?: string;
  /** True if the local device platform runs. */
  readonly platform?: boolean;
  /** True if the demo devices publish. */
  readonly demo: boolean;
  /** True if clients must give a user name and a password. */
  readonly needsCredentials: boolean;
  /** True if a proxy has signed its users in, so that pages may control the companion without a token. */
  readonly isSignedIn?: boolean;
}

/** A broker that the companion's user has named, for the first screen. */
export interface BrokerPreset {
  readonly name: string;
  /** Without user name and password. */
  readonly url: string;
  /** Empty: none. */
  readonly userName: string;
  /** Empty: none, or to be asked for. */
  readonly password: string;
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
  presets: 'string undefined',
  platform: 'boolean undefined',
  demo: 'boolean',
  needsCredentials: 'boolean',
  isSignedIn: 'boolean undefined',
};

/** Validates parsed JSON; undefined for anything else or an unknown version. */
export const parseCompanionInfo = (value: unknown): CompanionInfo | undefined =>
  isInfo(value) ? value : undefined;

function isInfo(value: unknown): value is CompanionInfo {
  if (!isObject(value) || value['name'] !== 'mqttscope' || value['version'] !== 1) return false;
  return Object.entries(TYPES).every(([name, types]) =>
    types.split(' ').includes(typeof value[name]),
  );
}

/** Validates parsed JSON; empty for anything else. */
export const parsePresets = (value: unknown): readonly BrokerPreset[] =>
  Array.isArray(value) ? value.filter(isPreset) : [];

function isPreset(value: unknown): value is BrokerPreset {
  if (!isObject(value)) return false;
  return [value['name'], value['url'], value['userName'], value['password']].every(
    (text) => typeof text === 'string',
  );
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
