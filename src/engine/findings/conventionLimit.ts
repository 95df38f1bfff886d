/** Limits of the data that conventions keep of a device. `topics`: topics of its announcements. */
export type DeviceLimit = 'parts' | 'facts' | 'alarms' | 'topics';

/** Limits of the data that conventions read from a message, and keep of a device. */
export type ConventionLimit = 'bytes' | 'values' | DeviceLimit;
