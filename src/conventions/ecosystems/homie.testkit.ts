/** Messages of Homie devices of both versions, taken from the convention. */
import type { Said } from '../files/talk.testkit.ts';

const DESCRIPTION = {
  homie: '5.0',
  version: 7,
  name: 'Living room',
  root: 'hub',
  parent: 'hub',
  nodes: {
    lights: {
      name: 'Lights',
      properties: {
        brightness: {
          name: 'Brightness',
          datatype: 'integer',
          format: '0:100',
          unit: '%',
          settable: true,
        },
        color: { datatype: 'color', format: 'rgb,hsv', retained: true },
      },
    },
  },
};

export const HOMIE: readonly Said[] = [
  ['in', 'homie/super-car/$homie', '4.0.0', 'retained'],
  ['in', 'homie/super-car/$name', 'Super car', 'retained'],
  ['in', 'homie/super-car/$nodes', 'wheels,engine', 'retained'],
  ['in', 'homie/super-car/$fw/version', '1.2.3', 'retained'],
  ['in', 'homie/super-car/$state', 'init', 'retained'],
  ['in', 'homie/super-car/engine/$name', 'Car engine', 'retained'],
  ['in', 'homie/super-car/engine/temperature/$datatype', 'float', 'retained'],
  ['in', 'homie/super-car/engine/temperature/$unit', '°C', 'retained'],
  ['in', 'homie/super-car/engine/temperature', '21.50', 'retained'],
  ['in', 'homie/super-car/$state', 'alert'],
  ['out', 'homie/super-car/engine/speed/set', '80'],
  ['in', 'homie/5/room/$state', 'init', 'retained'],
  ['in', 'homie/5/room/$description', DESCRIPTION, 'retained'],
  ['in', 'homie/5/room/$state', 'ready'],
  ['in', 'homie/5/room/lights/brightness', '42', 'retained'],
  ['out', 'homie/5/room/lights/brightness/set', '50'],
  ['in', 'homie/5/room/lights/brightness/$target', '50'],
  ['in', 'homie/5/room/$alert/battery', 'Battery is low, at 8 %', 'retained'],
];
