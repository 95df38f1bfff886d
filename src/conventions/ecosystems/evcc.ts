/** evcc (docs.evcc.io, MQTT): a site with its charging points and vehicles. The default topic is assumed. */
import type { ConventionFile, TopicForm } from '../files/conventionFile.ts';

const SITE = { device: 'evcc', root: 'evcc' } as const;
const SET = { en: 'A value that is to be set.', zh: '要设置的值。' } as const;
const UNITS = {
  ...unitOf(
    'W',
    'power gridPower pvPower homePower batteryPower auxPower chargePower residualPower gridExportLimit enableThreshold disableThreshold',
  ),
  ...unitOf('%', 'soc batterySoc vehicleSoc limitSoc effectiveLimitSoc minSoc vehicleLimitSoc'),
  ...unitOf(
    '%',
    'bufferSoc bufferStartSoc prioritySoc planSoc sessionSolarPercentage batteryBoostLimit',
  ),
  ...unitOf('Wh', 'chargedEnergy sessionEnergy chargeRemainingEnergy'),
  ...unitOf(
    'kWh',
    'energy chargeTotalImport limitEnergy planEnergy vehicleCapacity capacity batteryCapacity',
  ),
  ...unitOf('A', 'chargeCurrent offeredCurrent minCurrent maxCurrent'),
  ...unitOf('A', phases('chargeCurrents grid/currents')),
  ...unitOf('V', phases('chargeVoltages grid/voltages')),
  ...unitOf('W', phases('grid/powers')),
  ...unitOf('km', 'vehicleRange range vehicleOdometer odometer'),
  ...unitOf(
    's',
    'chargeDuration connectedDuration chargeRemainingDuration enableDelay disableDelay',
  ),
};
/** Values of a charging point that can be set. */
const SETTABLE =
  '{what:mode|limitSoc|minSoc|limitEnergy|minCurrent|maxCurrent|phasesConfigured|priority|enableThreshold|disableThreshold|enableDelay|disableDelay|batteryBoost|batteryBoostLimit|smartCostLimit|smartFeedInPriorityLimit}';
const SITE_SETTABLE =
  '{what:bufferSoc|bufferStartSoc|prioritySoc|residualPower|gridExportLimit|batteryDischargeControl|batteryGridDischarge|batteryGridChargeLimit|batteryMode|smartCostLimit|smartFeedInPriorityLimit|solarAdjusted}';
const VEHICLE_SETTABLE = '{what:limitSoc|minSoc}';

function unitOf(unit: string, names: string): Readonly<Record<string, string>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, unit]));
}

/** The names of values by phase. */
function phases(names: string): string {
  return names
    .split(' ')
    .flatMap((name) => [1, 2, 3].map((phase) => `${name}/${phase}`))
    .join(' ');
}

const POINT = { device: 'loadpoint {number}', root: 'evcc/loadpoints/{number}' } as const;
const VEHICLE = { device: 'vehicle {vehicle}', root: 'evcc/vehicles/{vehicle}' } as const;

export const evcc: ConventionFile = {
  convention: 'evcc',
  name: 'evcc',
  topics: [
    {
      topic: 'evcc/status',
      kind: 'availability',
      about: {
        en: 'Whether evcc runs; retained, and its will.',
        zh: 'evcc 是否在运行；为保留消息，也是其遗嘱。',
      },
      ...SITE,
      state: { at: '', is: { online: 'online', offline: 'offline' } },
    },
    { topic: 'evcc/updated', kind: 'heartbeat', ...SITE, isAlive: true },
    {
      topic: 'evcc/loadpoints/{number}/{what}/set',
      kind: 'command',
      about: SET,
      ...POINT,
      identifier: '{what}',
      toDevice: true,
    },
    {
      topic: 'evcc/loadpoints/{number}/title',
      kind: 'value',
      ...POINT,
      parent: 'evcc',
      name: '',
    },
    ...[SETTABLE, '{what...}'].map(
      (what): TopicForm => ({
        topic: `evcc/loadpoints/{number}/${what}`,
        kind: 'value',
        about: { en: 'A value of a charging point.', zh: '充电点的值。' },
        ...POINT,
        parent: 'evcc',
        isAlive: true,
        parts: {
          at: '',
          name: '{what}',
          units: UNITS,
          ...(what === SETTABLE && { command: 'evcc/loadpoints/{number}/{what}/set' }),
        },
      }),
    ),
    {
      topic: 'evcc/vehicles/{vehicle}/{what}/set',
      kind: 'command',
      about: SET,
      ...VEHICLE,
      identifier: '{what}',
      toDevice: true,
    },
    {
      topic: 'evcc/vehicles/{vehicle}/title',
      kind: 'value',
      ...VEHICLE,
      parent: 'evcc',
      name: '',
    },
    ...[VEHICLE_SETTABLE, '{what...}'].map(
      (what): TopicForm => ({
        topic: `evcc/vehicles/{vehicle}/${what}`,
        kind: 'value',
        about: { en: 'A value of a vehicle.', zh: '车辆的值。' },
        ...VEHICLE,
        parent: 'evcc',
        parts: {
          at: '',
          name: '{what}',
          units: UNITS,
          ...(what === VEHICLE_SETTABLE && { command: 'evcc/vehicles/{vehicle}/{what}/set' }),
        },
      }),
    ),
    {
      topic: 'evcc/site/{what}/set',
      kind: 'command',
      about: SET,
      ...SITE,
      identifier: '{what}',
      toDevice: true,
    },
    ...[SITE_SETTABLE, '{what...}'].map(
      (what): TopicForm => ({
        topic: `evcc/site/${what}`,
        kind: 'value',
        about: { en: 'A value of the site.', zh: '站点的值。' },
        ...SITE,
        isAlive: true,
        parts: {
          at: '',
          name: '{what}',
          units: UNITS,
          ...(what === SITE_SETTABLE && { command: 'evcc/site/{what}/set' }),
        },
      }),
    ),
  ],
};
