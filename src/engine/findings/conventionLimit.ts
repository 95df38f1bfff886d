/**
 * Limits of the data that conventions keep of a device. `topics`: topics of its announcements; `memory`: bytes
 * for all devices together.
 */
export type DeviceLimit = 'parts' | 'facts' | 'alarms' | 'topics' | 'memory';

/** Limits of the data that conventions read from a message, and keep of a device. */
export type ConventionLimit = 'bytes' | 'values' | DeviceLimit;
