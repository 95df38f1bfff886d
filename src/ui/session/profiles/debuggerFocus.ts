/** Focus names of the editor's parts. */
export const DEBUGGER_FOCUS = 'sign-in-debugger';
export const DEVICE_FOCUS = 'device';
