/** Messages of devices of several clouds, and of Z-Wave JS, written after their documentation. */
import type { Said } from '../files/talk.testkit.ts';

const PLUG = 'zwave/kitchen/plug';
const GATEWAY = 'zwave/_CLIENTS/ZWAVE_GATEWAY-home';

export const ZWAVE_JS: readonly Said[] = [
  ['in', `${GATEWAY}/status`, { value: true, time: 1_767_225_600_000 }, 'retained'],
  ['in', `${GATEWAY}/version`, { value: '9.27.0', time: 1_767_225_600_000 }, 'retained'],
  [
    'in',
    `${PLUG}/nodeinfo`,
    { id: 5, name: 'plug', loc: 'kitchen', manufacturer: 'Fibargroup', productLabel: 'FGWPE102' },
    'retained',
  ],
  ['in', `${PLUG}/status`, { time: 1_767_225_600_000, value: true, status: 'Alive', nodeId: 5 }],
  ['in', `${PLUG}/switch_binary/endpoint_0/targetValue`, { time: 1_767_225_600_000, value: false }],
  ['out', `${PLUG}/switch_binary/endpoint_0/targetValue/set`, 'true'],
  [
    'in',
    `${PLUG}/meter/endpoint_0/value/66049`,
    { id: '5-50-0-value-66049', value: 12.4, unit: 'W', label: 'Electric Consumption [W]' },
  ],
  ['in', 'zwave/7/49/0/Air_temperature', '21.5'],
  ['out', `${GATEWAY}/api/pingNode/set`, { args: [9] }],
  ['in', `${GATEWAY}/api/pingNode`, { success: false, message: 'Node 9 not found', args: [9] }],
];

const ONENET_AT = '$sys/Ck2AF9QD2K/meter/thing';

export const ONENET: readonly Said[] = [
  [
    'out',
    `${ONENET_AT}/property/post`,
    { id: '1', version: '1.0', params: { power: { value: 12.5, time: 1_767_225_600_000 } } },
  ],
  ['in', `${ONENET_AT}/property/post/reply`, { id: '1', code: 200, msg: 'success' }],
  ['in', `${ONENET_AT}/property/set`, { id: '7', version: '1.0', params: { relay: true } }],
  ['out', `${ONENET_AT}/property/set_reply`, { id: '7', code: 200, msg: 'success' }],
  ['out', `${ONENET_AT}/event/post`, { id: '2', version: '1.0', params: { hot: { value: {} } } }],
  ['in', `${ONENET_AT}/event/post/reply`, { id: '2', code: 2411, msg: 'identifier not exist' }],
  ['out', '$sys/Ck2AF9QD2K/meter/dp/post/json', { id: 3, dp: { t: [{ v: 21.5 }] } }],
  [
    'in',
    '$sys/Ck2AF9QD2K/meter/dp/post/json/rejected',
    { id: 3, err_code: 2, err_msg: 'illegal json' },
  ],
];

const HUAWEI_AT = '$oc/devices/65a1_pump/sys';

export const HUAWEI_IOTDA: readonly Said[] = [
  [
    'out',
    `${HUAWEI_AT}/properties/report`,
    {
      services: [
        { service_id: 'Water', properties: { level: 71 }, event_time: '20260101T000000Z' },
      ],
    },
  ],
  [
    'in',
    `${HUAWEI_AT}/commands/request_id=4b0f`,
    { service_id: 'Water', command_name: 'OPEN', paras: { valve: 1 } },
  ],
  ['out', `${HUAWEI_AT}/commands/response/request_id=4b0f`, { result_code: 0, paras: {} }],
  ['in', `${HUAWEI_AT}/properties/set/request_id=51`, { services: [] }],
  [
    'out',
    `${HUAWEI_AT}/properties/set/response/request_id=51`,
    { result_code: 1, result_desc: 'no such service' },
  ],
  ['out', `${HUAWEI_AT}/shadow/get/request_id=52`, { service_id: 'Water' }],
  ['in', `${HUAWEI_AT}/shadow/get/response/request_id=52`, { shadow: [] }],
];

const TENCENT_AT = 'LD8S5J1L07/lamp';

export const TENCENT_IOT: readonly Said[] = [
  [
    'out',
    `$thing/up/property/${TENCENT_AT}`,
    { method: 'report', clientToken: 'r-1', params: { power_switch: 1, brightness: 66 } },
  ],
  [
    'in',
    `$thing/down/property/${TENCENT_AT}`,
    { method: 'report_reply', clientToken: 'r-1', code: 0, status: 'success' },
  ],
  [
    'in',
    `$thing/down/property/${TENCENT_AT}`,
    { method: 'control', clientToken: 'c-9', params: { power_switch: 0 } },
  ],
  [
    'out',
    `$thing/up/property/${TENCENT_AT}`,
    { method: 'control_reply', clientToken: 'c-9', code: 406, status: 'unknown property' },
  ],
  ['in', `$rrpc/rxd/${TENCENT_AT}/81`, 'restart?'],
  ['out', `$rrpc/txd/${TENCENT_AT}/81`, 'ok'],
];

const TUYA_AT = 'tylink/6c95875d0f5ba69607nzfl/thing';

export const TUYA_LINK: readonly Said[] = [
  [
    'out',
    `${TUYA_AT}/property/report`,
    { msgId: 'm1', time: 1_767_225_600, data: { switch: { value: true, time: 1_767_225_600 } } },
  ],
  ['in', `${TUYA_AT}/property/report_response`, { msgId: 'm1', time: 1_767_225_600, code: 0 }],
  ['in', `${TUYA_AT}/property/set`, { msgId: 'm2', time: 1_767_225_601, data: { switch: false } }],
  ['in', `${TUYA_AT}/action/execute`, { msgId: 'm3', data: { actionCode: 'beep' } }],
  ['out', `${TUYA_AT}/action/execute_response`, { msgId: 'm3', code: 2003, msg: 'no such action' }],
];
