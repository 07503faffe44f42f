import { formatTime } from './i18n.js';

let known = null; // the server's time at a time of this machine

/** Takes the server's time. */
export function setClock(text) {
  known = { server: Date.parse(text), here: Date.now() };
  tick();
}

/** Shows the server's time in every <time data-clock>. */
export function tick() {
  if (!known) return;
  const now = new Date(known.server + Date.now() - known.here);
  for (const element of document.querySelectorAll('time[data-clock]')) {
    element.textContent = formatTime(now);
    element.dateTime = now.toISOString();
  }
}
