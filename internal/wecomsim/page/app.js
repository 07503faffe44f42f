import { follow } from './api.js';
import { Controls } from './controls.js';
import { formatNumber, formatTime, t, translatePage } from './i18n.js';
import { Messages } from './messages.js';
import { Requests } from './requests.js';

const views = { messages: Messages, requests: Requests, controls: Controls };
const main = document.getElementById('main');
let tab = null;
let view = null;
let clock = null; // the server's time at a time of this machine

/** Shows what the address names: #/messages/ID, #/requests/SEQ, #/controls. */
function route() {
  const [, name, id] = decodeURIComponent(location.hash).split('/');
  const wanted = name in views ? name : 'messages';
  if (wanted !== tab) {
    tab = wanted;
    view = new views[tab](main);
    for (const link of document.querySelectorAll('[data-tab]')) {
      if (link.dataset.tab === tab) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
  }
  view.show(id);
}

function onChange(pulse) {
  clock = { server: Date.parse(pulse.now), here: Date.now() };
  showClock();
  document.getElementById('count-messages').textContent = formatNumber(pulse.messages);
  const faults = document.getElementById('count-faults');
  faults.textContent = t('faultCount', { n: pulse.faults });
  faults.hidden = pulse.faults === 0;
  view.onChange(pulse);
}

function showClock() {
  if (!clock) return;
  const now = new Date(clock.server + Date.now() - clock.here);
  const element = document.getElementById('clock');
  element.textContent = formatTime(now);
  element.dateTime = now.toISOString();
  element.title = t('clockAbout');
}

function onLive(up) {
  const live = document.getElementById('live');
  const text = up ? t('live') : t('notLive');
  if (live.textContent !== text) live.textContent = text;
  live.className = up ? 'up' : 'down';
}

translatePage();
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
window.addEventListener('hashchange', route);
setInterval(showClock, 1000);
route();
follow(onChange, onLive);
