/** Messages of `run`. */
import { counted } from './counted.ts';

export const running = {
  /** @param to undefined: a broker of our own */
  began: (address: string, to: string | undefined): string =>
    to === undefined
      ? `A broker for COMMAND is at ${address} (MQTT_URL).`
      : `COMMAND reaches ${to} at ${address} (MQTT_URL).`,
  unseen: (filter: string): string => `--expect ${filter}: no packet matched.`,
  failed: (code: number, signal: string | undefined): string =>
    signal === undefined
      ? `COMMAND ended with exit code ${code}.`
      : `COMMAND was ended by ${signal} (exit code ${code}).`,
  late: 'COMMAND did not end within --timeout and was terminated.',
  unreached: (code: number): string =>
    `No packet could be checked, because the broker of --to could not be reached (exit code ${code}).`,
  /** @param reason a sentence */
  unreachedAgain: (count: number, reason: string): string =>
    `${counted(count, 'more connection')}: ${reason}`,
  unreadable: (code: number): string =>
    `No packet could be checked, so the check has not passed (exit code ${code}). COMMAND must send MQTT to the address in MQTT_URL, or WebSocket to that in MQTT_WS_URL.`,
  nothing: (code: number): string =>
    `No packet could be checked, so the check has not passed (exit code ${code}). COMMAND must connect to the address in MQTT_URL, or in MQTT_HOST and MQTT_PORT.`,
};

/** The type that other languages must implement. */
export type Running = typeof running;
