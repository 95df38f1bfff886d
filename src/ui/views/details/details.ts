/** All that is loaded of the details, in one file. */
export { DetailsPane } from './DetailsPane.tsx';
export { DockSwitch } from './DockSwitch.tsx';
