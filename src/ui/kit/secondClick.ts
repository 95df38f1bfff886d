/** Of two clicks in quick succession, the second, wherever it is; whatever it hits learns nothing of it. */
export function onSecondClick(run: () => void): void {
  const heard = (event: MouseEvent): void => {
    if (event.detail !== 2) return;
    event.stopPropagation();
    event.preventDefault();
    run();
  };
  // Not the click that is under way.
  setTimeout(() => window.addEventListener('click', heard, { capture: true, once: true }));
}
