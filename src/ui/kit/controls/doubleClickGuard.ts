/**
 * Runs a function on the second of two quick clicks, wherever it is. The clicked element does not receive it.
 */
export function guardDoubleClick(run: () => void): void {
  const onClick = (event: MouseEvent): void => {
    if (event.detail !== 2) return;
    event.stopPropagation();
    event.preventDefault();
    run();
  };
  // The current click has already passed the capture phase. The second one may arrive before any timer.
  window.addEventListener('click', onClick, { capture: true, once: true });
}
