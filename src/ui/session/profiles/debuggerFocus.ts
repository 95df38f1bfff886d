/** By which `focusTarget` finds parts of the editor. */
export const DEBUGGER_FOCUS = 'sign-in-debugger';
export const DEVICE_FOCUS = 'device';
