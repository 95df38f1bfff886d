/** No services: a device's messages lead to nothing, and nothing can be asked of it. */
import type { PlatformServices } from './contract.ts';

const REFUSED = { refused: 'There are no services here.' } as const;

export const NO_SERVICES: PlatformServices = {
  received: () => undefined,
  setProperty: () => REFUSED,
  invoke: () => REFUSED,
  setDesired: () => REFUSED,
  callsOf: () => [],
  call: () => undefined,
  whenDone: () => undefined,
  propertiesOf: () => [],
  shadowOf: () => undefined,
  forget: () => undefined,
  wakeAt: undefined,
  elapse: () => undefined,
};
