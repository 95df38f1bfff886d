/** Of two clicks in quick succession, the second, wherever it is; whatever it hits learns nothing of it. */
export function onSecondClick(run: () => void): void {
  const heard = (event: MouseEvent): void => {
    if (event.detail !== 2) return;
    event.stopPropagation();
    event.preventDefault();
    run();
  };
  // The click that is under way has passed here already; the second may come before any timer.
  window.addEventListener('click', heard, { capture: true, once: true });
}
