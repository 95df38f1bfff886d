/** Id for views that show Sparkplug devices in their own way. */
export const SPARKPLUG = 'sparkplug';
