/** Dynamic registration: a device with only its product's secret requests its credentials. */
import type { DeviceName } from './alink/deviceName.ts';
import { signatureOf, signContentOf } from './sign.ts';
import type { SignMethod } from './signMethod.ts';

export interface Registration extends DeviceName {
  /** Any text, as sent. */
  readonly random: string;
}

/** The text to sign. The client id is not part of it. */
export function registrationContent({ productKey, deviceName, random }: Registration): string {
  return signContentOf([
    ['deviceName', deviceName],
    ['productKey', productKey],
    ['random', random],
  ]);
}

/** HMAC in lower-case hex, with the product's secret as its key. */
export function registrationSignature(
  registration: Registration,
  productSecret: string,
  method: SignMethod,
): string {
  return signatureOf(registrationContent(registration), productSecret, method);
}
